import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { AccessManifest } from "../../constructs";
import { readAccessManifest } from "../../constructs/access/read-access-manifest";
import { type Resource, resourcesOf } from "../../constructs/guardrails/rendered/resources";
import { RehearsalError } from "../../clients/could-not-tell";
import { countedOut } from "./counted-resources";
import type { ByHand } from "./mixed/by-hand";
import type { NotChecked } from "./mixed/foreign";
import { ownPart } from "./mixed/own-part";
import { expectAllNeeded, type Settings } from "./mixed/settings";
import { readStackFiles } from "./stack-files";
import type { Substitution } from "./substitution";
import type { Variable } from "./variable";

export type { Variable };

/** What a synthesis left in a directory. */
export interface SynthesizedStack {
  readonly name: string;
  readonly directory: string;
  /** `cdk.tf.json`, without what is not rehearsed. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly resources: readonly Resource[];
  readonly variables: Readonly<Record<string, Variable>>;
  readonly access: AccessManifest;
  /** What synthesis wrote next to it, by name: policies, what a DBA runs. */
  readonly files: ReadonlyMap<string, string>;
  /** What is not rehearsed. @default - nothing */
  readonly notChecked?: readonly NotChecked[];
  /** What was set in place of what others make. @default - nothing */
  readonly set?: readonly Substitution[];
  /** What no construct of this library describes. @default - nothing */
  readonly byHand?: ByHand;
}

/** Blocks of a Terraform configuration that the rehearsal has a meaning for. */
const KNOWN_BLOCKS = new Set([
  ...["//", "terraform", "provider", "resource", "ephemeral", "variable", "output"],
  ...["data", "module", "locals", "check", "import", "moved", "removed"],
]);

/**
 * Reads a synthesized stack.
 *
 * @param settings what stands in for what it takes from others
 * @throws RehearsalError when the directory holds none, one that is cut off or not ours, or one that takes what isn't set
 */
export function readSynthesizedStack(directory: string, settings: Settings = new Map()): SynthesizedStack {
  const { stack, unneeded } = readStack(directory, settings);
  expectAllNeeded(unneeded);
  return stack;
}

/** Two states of a stack, of which one may need what the other doesn't. @throws RehearsalError as for one */
export function readBothStates([before, after]: readonly [string, string], settings: Settings) {
  const [was, is] = [readStack(before, settings), readStack(after, settings)];
  expectAllNeeded(was.unneeded.filter((each) => is.unneeded.includes(each)));
  return { before: was.stack, after: is.stack };
}

function readStack(directory: string, settings: Settings) {
  if (!existsSync(directory) || !statSync(directory).isDirectory()) {
    throw new RehearsalError(
      `There is no directory "${directory}".`,
      "Name a stack, or the directory of a synthesized one: cdktf.out/stacks/dev",
    );
  }
  const whole = readJson(join(directory, "cdk.tf.json"), "Synthesize it first: npm run synth");
  const manifest = readAccess(join(directory, "access.json"));
  refuseUnknownBlocks(directory, whole);
  const name = manifest.stack || basename(directory);
  const own = ownPart(name, whole, manifest, settings);
  const { config, access, notChecked, substitutions, byHand } = own;
  const resources = countedOut(resourcesOf(config));
  if (!resources.length)
    throw new RehearsalError(
      `The stack in "${directory}" is empty.`,
      "Describe at least an engine, a connection and a role.",
    );
  const stack: SynthesizedStack = {
    name,
    directory,
    config,
    resources,
    variables: (config.variable ?? {}) as Record<string, Variable>,
    access,
    files: readStackFiles(directory, access),
    notChecked,
    set: substitutions,
    byHand,
  };
  return { stack, unneeded: own.unneeded };
}

function readAccess(path: string): AccessManifest {
  if (!existsSync(path)) {
    const advice = "Rehearse a stack that uses this library: it writes access.json.";
    throw new RehearsalError(`There is no file "${path}".`, advice);
  }
  return readAccessManifest(path);
}

function readJson(path: string, advice: string): Record<string, unknown> {
  if (!existsSync(path)) throw new RehearsalError(`There is no file "${path}".`, advice);
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (value && typeof value === "object" && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw new RehearsalError(
      `"${path}" is not JSON, or it is cut off.`,
      "Synthesize it again: npm run synth",
      {
        cause,
      },
    );
  }
  throw new RehearsalError(`"${path}" does not hold a JSON object.`, "Synthesize it again: npm run synth");
}

function refuseUnknownBlocks(directory: string, config: Record<string, unknown>): void {
  const unknown = Object.keys(config).filter((block) => !KNOWN_BLOCKS.has(block));
  if (!unknown.length) return;
  const advice = "A rehearsal knows only what this library emits: move the rest into a stack of its own.";
  throw new RehearsalError(
    `${join(directory, "cdk.tf.json")} has blocks that can't be rehearsed: ${unknown.join(", ")}.`,
    advice,
  );
}
