import { writeFileSync } from "node:fs";
import type { Way } from "../results";
import { profiled } from "./profile";
import { synthesize } from "./synthesize";

// cdktf keeps a stack trace of every token; to look its lines up in source maps is no part of what is measured.
process.setSourceMapsEnabled(false);

async function child(way: Way, databases: number, isProfiled: boolean): Promise<unknown> {
  if (isProfiled) return profiled(() => synthesize(way, databases));
  const config = way === "bare bindings" ? synthesize("without guardrails", databases).config : undefined;
  return synthesize(way, databases, config).ms;
}

const [, , way, databases, result = "", profile] = process.argv;
void child(way as Way, Number(databases), profile !== undefined).then((measured) =>
  writeFileSync(result, JSON.stringify(measured)),
);
