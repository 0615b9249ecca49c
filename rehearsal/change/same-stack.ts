import { isDeepStrictEqual } from "node:util";
import { RehearsalError } from "../../clients/could-not-tell";
import type { SynthesizedStack } from "../stack/synthesized-stack";

/** @throws RehearsalError when what `--from` names is another stack, which can't become this one */
export function expectSameStack(before: string, after: string): void {
  if (before === after) return;
  throw new RehearsalError(
    `--from is of stack "${before}", and what it would become of stack "${after}".`,
    `Name the same stack as it was: ../before/cdktf.out/stacks/${after}`,
  );
}

/** Whether two are the same to Terraform, and to whoever reads what synthesis wrote. */
export function isUnchanged(before: SynthesizedStack, after: SynthesizedStack): boolean {
  return isDeepStrictEqual(withoutComments(before), withoutComments(after));
}

function withoutComments({ config, access, files }: SynthesizedStack): unknown {
  return [commentless(config), access, files];
}

/** Terraform overlooks what is called so. */
const COMMENT = "//";

function commentless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(commentless);
  if (!value || typeof value !== "object") return value;
  const entries = Object.entries(value).filter(([name]) => name !== COMMENT);
  return Object.fromEntries(entries.map(([name, each]) => [name, commentless(each)]));
}
