import type { ClusterDescription } from "../access/access-manifest";
import type { KubernetesLogin } from "../access/login-description";
import type { VaultToken } from "../vault-token";
import type { IWorkload } from "../workload";

/** What every operator of a cluster needs to log in to Vault. */
export interface OperatorProps {
  /** Vault's address, as the operator reaches it: `https://vault.internal:8200`. */
  readonly vaultAddress: string;
  /** The name of a Secret in each namespace of the workload that holds the CA of Vault's certificate, by key `ca.crt`. @default - the CAs that the operator trusts */
  readonly vaultCaSecret?: string;
  /** The service account by whose token it logs in, one of the workload's. @default - the workload's only one */
  readonly serviceAccount?: string;
}

/** What a workload tells an operator. */
export interface OperatorScope {
  readonly workload: IWorkload;
  readonly login: KubernetesLogin;
  readonly token: VaultToken;
  /** The cluster whose service accounts log in. Unknown where the auth method is configured elsewhere. */
  readonly cluster?: ClusterDescription;
}
