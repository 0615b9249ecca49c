import { readFileSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { measureStartUp } from "./command/measure";
import { measureClients, measureLive, measureTables } from "./leases/measure";
import { machine } from "./machine";
import { measureRehearsal } from "./rehearsal/measure";
import type { Results, Run } from "./results";
import { FULL, QUICK, type Size } from "./size";
import { measureSynthesis } from "./synthesis/measure";

const FILE = join(__dirname, "../docs/performance.json");

type Measure = (size: Size) => Partial<Results> | Promise<Partial<Results>>;

const PARTS: Readonly<Record<string, Measure>> = {
  "start-up": measureStartUp,
  rehearsal: measureRehearsal,
  clients: measureClients,
  live: measureLive,
  tables: measureTables,
  synthesis: measureSynthesis,
};

/** Measures some parts, all of them by default, and writes each down as soon as it is known. */
async function bench(args: readonly string[]): Promise<void> {
  // npm keeps an option to itself that doesn't stand behind --.
  const quick = args.includes("--quick") || process.env.npm_config_quick !== undefined;
  const named = args.filter((arg) => arg !== "--quick");
  const unknown = named.filter((name) => !(name in PARTS));
  if (unknown.length)
    throw new Error(`no part of the bench: ${unknown.join()}; there are ${Object.keys(PARTS).join()}`);
  for (const [name, measure] of Object.entries(PARTS)) {
    if (named.length && !named.includes(name)) continue;
    const start = performance.now();
    process.stderr.write(`${name} … `);
    const run = { quick, load: Math.round(loadavg()[0]! * 10) / 10 };
    await keep(name, run, await measure(quick ? QUICK : FULL));
    process.stderr.write(`${Math.round((performance.now() - start) / 1000)} s\n`);
  }
}

async function keep(part: string, run: Run, measured: Partial<Results>): Promise<void> {
  const options = { ...(await resolveConfig(__filename)), parser: "json" };
  const before = JSON.parse(readFileSync(FILE, "utf8")) as Results;
  const runs = { ...before.runs, [part]: run };
  const all = { ...before, machine: machine(), runs, ...measured };
  writeFileSync(FILE, await format(JSON.stringify(all), options));
}

void bench(process.argv.slice(2));
