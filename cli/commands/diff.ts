import { accessDifference } from "../../constructs/access/access-difference";
import { readAccessManifest } from "../../constructs/access/read-access-manifest";

/** `vault-db diff`: one line for every access gained or lost. A difference is no finding. */
export async function diffCommand(before: string, after: string, options: { json?: boolean }): Promise<void> {
  const differences = accessDifference(readAccessManifest(before), readAccessManifest(after));
  if (options.json) console.log(JSON.stringify(differences, null, 2));
  else console.log(differences.length ? differences.join("\n") : "Nobody gains or loses access.");
}
