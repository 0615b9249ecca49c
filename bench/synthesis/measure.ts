import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Results, Share, SynthesisPoint, Way } from "../results";
import type { Size } from "../size";

const WAYS: readonly Way[] = ["bare bindings", "without guardrails", "with guardrails"];

/** Of so many databases one run tells enough. */
const LARGE = 1_000;

export function measureSynthesis({ databases }: Size): Pick<Results, "synthesis" | "synthesisShares"> {
  const largest = Math.max(...databases);
  return {
    synthesis: databases.map(pointOf),
    synthesisShares: inProcess("with guardrails", largest, "profile") as Share[],
  };
}

/** The least of some runs: what another process takes away is not its own. */
function pointOf(databases: number): SynthesisPoint {
  const runs = databases < LARGE ? 3 : 1;
  const least = (way: Way) =>
    Math.min(...Array.from({ length: runs }, () => inProcess(way, databases) as number));
  const ms = Object.fromEntries(WAYS.map((way) => [way, least(way)])) as SynthesisPoint["ms"];
  return { databases, ms };
}

/** In a process of its own: nothing is compiled, and nothing is to be collected. */
function inProcess(way: Way, databases: number, ...profile: readonly "profile"[]): unknown {
  const directory = mkdtempSync(join(tmpdir(), "bench-"));
  const result = join(directory, "measured.json");
  const child = join(__dirname, "child.ts");
  const args = ["-r", "tsx/cjs", child, way, String(databases), result, ...profile];
  const env = { ...process.env, CHECKPOINT_DISABLE: "1", NODE_OPTIONS: "--max-old-space-size=6000" };
  try {
    execFileSync(process.execPath, args, { env });
    return JSON.parse(readFileSync(result, "utf8"));
  } finally {
    rmSync(directory, { recursive: true });
  }
}
