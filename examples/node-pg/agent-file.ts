import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Credential } from "./database";

const POLL_MS = 200;

/** The credential in the JSON file that the agent writes, and each that it writes later. */
export async function* agentFile(path: string, signal: AbortSignal): AsyncGenerator<Credential> {
  for (let known = ""; ; await sleep(POLL_MS, undefined, { signal })) {
    const text = await readFile(path, "utf8").catch((error) => {
      // The service may start before the agent has.
      if (error.code === "ENOENT") return known;
      throw error;
    });
    if (text !== known) yield JSON.parse(text) as Credential;
    known = text;
  }
}
