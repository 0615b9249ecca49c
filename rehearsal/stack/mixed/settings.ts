import { readFileSync } from "node:fs";
import { RehearsalError } from "../../../clients/could-not-tell";

/** What stands in for what only Terraform knows, by how an expression names it: `data.aws_vpc.main.cidr_block`. */
export type Settings = ReadonlyMap<string, unknown>;

/**
 * Reads what `--set` was given.
 *
 * @param given `name=value`, or a file with such a line for each; a line that begins with # is a comment
 * @throws RehearsalError when it is neither, or one name is given two values
 */
export function readSettings(given: readonly string[]): Settings {
  const settings = new Map<string, unknown>();
  for (const { name, value } of given.flatMap((each) =>
    each.includes("=") ? [readLine(each, "A line of --set")] : readFile(each),
  )) {
    if (settings.has(name) && settings.get(name) !== value)
      throw new RehearsalError(`"${name}" is set twice, to different values.`, "Set it once.");
    settings.set(name, value);
  }
  return new Map([...settings].map(([name, value]) => [name, valueIn(String(value))]));
}

/** @throws RehearsalError when somebody set what nothing needs */
export function expectAllNeeded(unneeded: readonly string[]): void {
  if (!unneeded.length) return;
  const advice = "Leave it out: what is rehearsed takes nothing of that name from others.";
  throw new RehearsalError(`Nothing needs what --set names: ${unneeded.join(", ")}.`, advice);
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

function readFile(path: string): Setting[] {
  return textOf(path)
    .split(/\r?\n/)
    .flatMap((line, index) =>
      line.trim() && !line.trimStart().startsWith("#")
        ? [readLine(line, `Line ${index + 1} of ${path}`)]
        : [],
    );
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const advice = "Write --set 'data.aws_vpc.main.cidr_block=10.0.0.0/16', or name a file of such lines.";
    throw new RehearsalError(`"${path}" is neither name=value nor a file that can be read.`, advice, {
      cause,
    });
  }
}

function readLine(line: string, where: string): Setting {
  // The name of an expression has its own signs in it.
  const [, name = "", value = ""] = /^\s*(\$\{.*?\}|[^=]*?)\s*=(.*)$/s.exec(line) ?? [];
  if (name) return { name, value };
  const advice = "Each line is one of: data.aws_vpc.main.cidr_block=10.0.0.0/16";
  throw new RehearsalError(`${where} names nothing that it sets.`, advice);
}

/** A list or an object is written as JSON. */
function valueIn(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
