import { existsSync, readFileSync, statSync } from "node:fs";
import type { AccessManifest } from "../../constructs";
import { accessDifference } from "../../constructs/access/access-difference";
import { RehearsalError } from "../../clients/could-not-tell";

/** `vault-db diff`: one line for every access gained or lost. A difference is no finding. */
export async function diffCommand(before: string, after: string, options: { json?: boolean }): Promise<void> {
  const differences = accessDifference(read(before), read(after));
  if (options.json) console.log(JSON.stringify(differences, null, 2));
  else console.log(differences.length ? differences.join("\n") : "Nobody gains or loses access.");
}

function read(path: string): AccessManifest {
  if (!existsSync(path) || statSync(path).isDirectory())
    throw new RehearsalError(
      `There is no file "${path}".`,
      "Name an access.json: cdktf.out/stacks/dev/access.json",
    );
  try {
    const manifest = JSON.parse(readFileSync(path, "utf8")) as AccessManifest;
    if (manifest.schemaVersion === 1) return manifest;
  } catch (cause) {
    throw new RehearsalError(`"${path}" is no JSON, or cut off.`, "Synthesize it again: npm run synth", {
      cause,
    });
  }
  throw new RehearsalError(
    `"${path}" is no access.json of schema version 1.`,
    "Synthesize it again: npm run synth",
  );
}
