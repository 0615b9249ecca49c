import type { AppRoleLogin } from "../access/login-description";
import type { Duration } from "../duration";
import type { VaultToken } from "../vault-token";
import type { IWorkload } from "../workload";
import type { AgentProcess } from "./agent-process";
import type { AgentTemplate } from "./agent-template";

export interface AgentProps {
  /** Vault's address, as the workload sees it: `https://vault.internal:8200`. @default - the agent's `VAULT_ADDR` or `BAO_ADDR` */
  readonly vaultAddress?: string;
  /** The CA of Vault's certificate: an absolute path where the agent runs. @default - those that its host trusts */
  readonly vaultCaFile?: string;
  /** The file with the workload's role ID: an absolute path where the agent runs. It is no secret. */
  readonly roleIdFile: string;
  /**
   * The file with a wrapping token of its secret ID: an absolute path where the agent runs. Whatever deploys writes it
   * before each start; the agent opens the token, which works once, and removes the file.
   */
  readonly secretIdFile: string;
  /** The file that it writes its Vault token into, for what calls Vault itself. Its directory has to be there. @default - none */
  readonly sink?: { readonly path: string; readonly mode?: string };
  /** The files that it writes. @default - none */
  readonly templates?: readonly AgentTemplate[];
  /** A process that it starts with credentials in its environment, instead of files. @default - none */
  readonly process?: AgentProcess;
}

/** What a workload tells its agent. */
export interface AgentScope {
  readonly workload: IWorkload;
  readonly login: AppRoleLogin;
  /** How long its secret ID can be used. */
  readonly secretIdTtl: Duration;
  readonly token: VaultToken;
}
