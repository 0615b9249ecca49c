import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessManifest } from "./manifest";
import type { StackDescription } from "./stack-description";

const MANIFEST = "access.json";

/** Writes the files of a stack next to its `cdk.tf.json`, and removes those that a synthesis before wrote and this one doesn't. */
export function writeFiles(description: StackDescription, directory: string): void {
  const files = new Map(description.files.map(({ name, text }) => [name(), text()]));
  const manifest = accessManifest(description, configIn(directory), [...files.keys()].sort());
  for (const name of filesWrittenTo(directory).filter((each) => !files.has(each)))
    rmSync(join(directory, name), { force: true });
  for (const [name, text] of files) writeFileSync(join(directory, name), text);
  writeFileSync(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The stack as it has just been written. */
function configIn(directory: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(directory, "cdk.tf.json"), "utf8")) as Record<string, unknown>;
}

/** What the synthesis before wrote: plain file names alone, whoever may have edited the list. */
function filesWrittenTo(directory: string): string[] {
  const path = join(directory, MANIFEST);
  if (!existsSync(path)) return [];
  try {
    const { files } = JSON.parse(readFileSync(path, "utf8")) as { readonly files?: readonly unknown[] };
    return (files ?? []).filter(
      (name): name is string => typeof name === "string" && /^[\w-][\w.-]*$/.test(name),
    );
  } catch {
    return [];
  }
}
