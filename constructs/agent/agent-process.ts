import type { Signal } from "./signal";
import type { CredentialVariables } from "../access/credential-description";
import type { CredentialProps } from "../credential/credential-props";

/** Variables of a process, by one credential. */
export interface ProcessVariables extends CredentialProps {
  /** Variables and what is in each: `{ DB_USER: "user", DATABASE_URL: "url" }`. @default - libpq's: PGHOST, PGUSER and so on */
  readonly variables?: CredentialVariables;
}

export interface SuperviseProps {
  /** The program and its arguments: `["node", "server.js"]`. */
  readonly command: readonly string[];
  /** What is in its environment, a credential each. */
  readonly environment: readonly ProcessVariables[];
  /** What ends it before it is started again; after 30 s it is killed. Vault's `restart_stop_signal`. @default "SIGTERM" */
  readonly stopSignal?: Signal;
}

/**
 * A process that the agent starts with credentials in its environment, for what reads nothing else. A process can't be
 * given another environment, so it is ended and started again whenever a credential is another one; and the agent ends
 * when the process does.
 *
 * @see Vault documentation, "Run Vault Agent in process supervisor mode" (1.14 and newer),
 * https://developer.hashicorp.com/vault/docs/agent-and-proxy/agent/process-supervisor, and OpenBao documentation, "OpenBao agent's
 * process supervisor mode", https://openbao.org/docs/agent-and-proxy/agent/process-supervisor/
 */
export class AgentProcess {
  /** A process that the agent starts. */
  static supervise(props: SuperviseProps): AgentProcess {
    return new AgentProcess(props, props.stopSignal ?? "SIGTERM");
  }

  private constructor(
    /** What was given. */
    readonly props: SuperviseProps,
    /** What ends it before it is started again. */
    readonly stopSignal: Signal,
  ) {}
}
