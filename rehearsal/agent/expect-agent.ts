import { RehearsalError } from "../../clients/could-not-tell";
import type { ChildProcess } from "../servers/child-process";
import type { Vault } from "../servers/vault";

/** The first one that supervises a process, and whose templates can be refused a missing key. */
const OLDEST_VAULT = { major: 1, minor: 14 };
/** What the agents of both write when they have begun, and when they can't read what they are started with. */
const STARTED = /agent started!/i;
const NO_CONFIGURATION = /error (?:loading|parsing|validating) configuration/i;

const ADVICE = "Name another in VAULT_BINARY: Vault 1.14 or newer, or OpenBao.";

/** @throws RehearsalError when the agent that comes with a Vault is too old */
export function expectRecentAgent({ product, version }: Pick<Vault, "product" | "version">): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isRecent =
    major > OLDEST_VAULT.major || (major === OLDEST_VAULT.major && minor >= OLDEST_VAULT.minor);
  if (product === "OpenBao" || isRecent) return;
  throw new RehearsalError(
    `The agent of Vault ${version} is too old for what a stack's agent is told.`,
    ADVICE,
  );
}

/** Rejects when a program has ended because it is no agent. */
export async function endOfNoAgent(agent: ChildProcess, binary: string): Promise<void> {
  const status = await agent.ended;
  if (agent.isStopped || STARTED.test(agent.output) || NO_CONFIGURATION.test(agent.output)) return;
  const problem = `"${binary}" has no agent: started as one, it ended with ${typeof status === "number" ? "status " : ""}${status}.`;
  throw new RehearsalError(problem, ADVICE);
}
