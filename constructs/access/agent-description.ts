import type { CredentialVariables, ServerCredential } from "./credential-description";

/** The agent that a workload starts: Vault's or OpenBao's, which logs in and keeps credentials where the workload finds them. */
export interface AgentDescription {
  /** Its configuration, next to the stack's `cdk.tf.json`. */
  readonly file: string;
  /** Vault's address. @default - the agent's `VAULT_ADDR` or `BAO_ADDR` */
  readonly vaultAddress?: string;
  /** The CA of Vault's certificate, a file where the agent runs. @default - those that its host trusts */
  readonly vaultCaFile?: string;
  /** The file with its role ID. */
  readonly roleIdFile: string;
  /** The file with the wrapping token of its secret ID. The agent removes it. */
  readonly secretIdFile: string;
  /** The file that it writes its Vault token into. @default - none */
  readonly sink?: { readonly path: string; readonly mode: string };
  /** The files that it writes. */
  readonly templates: readonly AgentTemplateDescription[];
  /** The process that it starts, and starts again when a credential is another one. @default - none */
  readonly process?: AgentProcessDescription;
}

/** A file with a credential in it, which is written again when the credential is another one. */
export interface AgentTemplateDescription extends ServerCredential {
  readonly kind: "env" | "json" | "pgpass" | "pg_service" | "url";
  /** The file. */
  readonly destination: string;
  /** Its mode in octal. */
  readonly mode: string;
  /** Whose the file is. @default - whoever runs the agent */
  readonly owner?: { readonly user?: string; readonly group?: string };
  /** The variables of an `env` file. */
  readonly variables?: CredentialVariables;
  /** The name of the service of a `pg_service` file. */
  readonly service?: string;
  /** What the agent does when it has written the file. @default - nothing */
  readonly onChange?: OnChangeDescription;
}

/** `signal`: to the process whose ID is in a file. `command`: ended after `timeout` seconds. */
export type OnChangeDescription =
  | { readonly kind: "signal"; readonly signal: string; readonly pidFile: string }
  | { readonly kind: "command"; readonly command: readonly string[]; readonly timeout: number };

/** A process with credentials in its environment. */
export interface AgentProcessDescription {
  readonly command: readonly string[];
  /** What ends it before it is started again. */
  readonly stopSignal: string;
  readonly environment: readonly AgentEnvironmentDescription[];
}

/** Variables of a process, by one credential. */
export interface AgentEnvironmentDescription extends ServerCredential {
  readonly variables: CredentialVariables;
}
