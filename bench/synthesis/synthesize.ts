import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import type { Way } from "../results";
import { bareDatabases } from "./bare-databases";
import { describeDatabases } from "./described-databases";

export interface Synthesis {
  /** Processor time: the machine may have other things to do. */
  readonly ms: number;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Synthesizes a number of databases. @param config as another way rendered it, which bare bindings render again */
export function synthesize(
  way: Way,
  databases: number,
  config: Readonly<Record<string, unknown>> = {},
): Synthesis {
  const outdir = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const start = process.cpuUsage();
    const app = new App({ outdir, stackTraces: false });
    if (way === "bare bindings") bareDatabases(app, config);
    else describeDatabases(app, { databases, guardrails: way === "with guardrails" });
    app.synth();
    const { user, system } = process.cpuUsage(start);
    const text = readFileSync(join(outdir, "stacks", "databases", "cdk.tf.json"), "utf8");
    return { ms: Math.round((user + system) / 1000), config: JSON.parse(text) as Record<string, unknown> };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
