import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** The command lines of processes that name a directory. */
export function processesIn(directory: string): string[] {
  const all = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
  return all.filter((line) => line.includes(directory));
}

/** The ids of System V shared memory segments, which outlive a PostgreSQL server that is killed. */
export function sharedMemoryIds(): string[] {
  const lines = execFileSync("ipcs", ["-m"], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.startsWith("0x")).map((line) => line.split(/\s+/)[1] ?? "");
}

/** What is left of a workspace when a moment has passed. */
export async function leftovers(directory: string): Promise<string[]> {
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (!existsSync(directory) && !processesIn(directory).length) return [];
    await sleep(50);
  }
  return [...processesIn(directory), ...(existsSync(directory) ? [directory] : [])];
}
