import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Results } from "../results";
import { medianOf, timesOf } from "../timing";

/** What is started, by its arguments for Node. */
const COMMANDS: readonly (readonly [what: string, args: readonly string[]])[] = [
  ["node, with nothing to do", ["-e", "0"]],
  ["vault-db --version, packed", [join(__dirname, "packaged.cjs"), "--version"]],
  ["vault-db --version, in a clone: its sources", [join(__dirname, "../../cli/vault-db.js"), "--version"]],
];

/** How long the command takes to start. */
export async function measureStartUp(): Promise<Pick<Results, "startUp">> {
  const startUp: Results["startUp"][number][] = [];
  for (const [what, args] of COMMANDS) {
    const start = () => Promise.resolve(execFileSync(process.execPath, args, { stdio: "ignore" }));
    startUp.push({ what, ms: medianOf(await timesOf(7, start)) });
  }
  return { startUp };
}
