import { join } from "node:path";
import { type ISynthesisSession, TerraformStack } from "cdktf";
import { type Finding, FindingsError } from "../finding";
import { restoreAspects, runAspects } from "./aspects";
import { findingsIn } from "./findings";
import { writeAsRendered } from "./rendered-config";
import type { StackDescription } from "./stack-description";
import { writeFiles } from "./stack-files";

/** The description of a stack, where constructs of this library are in it. */
type Find = (stack: TerraformStack) => StackDescription | undefined;

/** Has a stack checked when it is synthesized, before a file is written, and its files written after. */
export function checkAtSynthesis(description: StackDescription, find: Find): void {
  const { stack } = description;
  const { synthesizer } = stack;
  stack.synthesizer = {
    synthesize: (session) => {
      if (!session.skipValidation && !description.isChecked) checkFrom(stack, find);
      try {
        writeAsRendered(description, () => synthesizer.synthesize(session));
        writeFiles(description, directoryOf(stack, session));
      } finally {
        restoreAspects(stack);
        description.isChecked = false;
      }
    },
  };
  // Without its app, as cdktf's Testing does it, a stack is only validated.
  stack.node.addValidation({
    validate: () => {
      if (description.isChecked) return [];
      expectNoFindings([stack], find);
      description.isChecked = false;
      return [];
    },
  });
}

/** The first described stack of an app speaks for all that come after it, before any of them is written. */
function checkFrom(stack: TerraformStack, find: Find): void {
  const all = stack.node.root.node.findAll().filter(TerraformStack.isStack) as TerraformStack[];
  const stacks = all.slice(all.indexOf(stack));
  const consequence = stacks.length < all.length ? "the stacks before this one were written" : undefined;
  expectNoFindings(stacks, find, runAspects(stacks), consequence);
}

function expectNoFindings(
  stacks: readonly TerraformStack[],
  find: Find,
  ofAspects: readonly Finding[] = [],
  consequence?: string,
): void {
  const described = stacks.map((stack) => ({ stack, description: find(stack) }));
  const setChecked = (isChecked: boolean) => {
    for (const { description } of described) if (description) description.isChecked = isChecked;
  };
  // findingsIn asks every construct's validation, the stacks' own too, which would come back here.
  setChecked(true);
  try {
    const findings = [...ofAspects, ...findingsIn(described)];
    if (findings.length) throw new FindingsError(findings, consequence);
  } catch (error) {
    setChecked(false);
    throw error;
  }
}

function directoryOf(stack: TerraformStack, { outdir, manifest }: ISynthesisSession): string {
  return join(outdir, manifest.forStack(stack).workingDirectory);
}
