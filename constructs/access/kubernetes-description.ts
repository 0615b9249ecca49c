import type { CredentialVariables, ServerCredential } from "./credential-description";

/** How an operator of a cluster gives the pods of a workload their credentials, in each namespace of its login. */
export interface OperatorDescription {
  /** What is applied to the cluster, next to the stack's `cdk.tf.json`. */
  readonly file: string;
  /** Vault's address, as the operator reaches it. */
  readonly vaultAddress: string;
  /** The Secret with the CA of Vault's certificate, by key `ca.crt`, in each namespace. @default - the CAs that the operator trusts */
  readonly vaultCaSecret?: string;
  /** The service account by whose token it logs in. */
  readonly serviceAccount: string;
}

/** Pods, by what makes them. */
export interface PodsDescription {
  /** Kubernetes' `kind`. */
  readonly kind: "Deployment" | "StatefulSet" | "DaemonSet" | "Job" | "CronJob";
  readonly name: string;
}

/** A Secret with a credential in it. */
export interface SecretDescription extends ServerCredential {
  /** Its name. */
  readonly name: string;
  /** Its keys, and what is in each. */
  readonly variables: CredentialVariables;
}

/** The Vault Secrets Operator, with a Secret for each credential. */
export interface VaultSecretsOperatorDescription extends OperatorDescription {
  /** The workload of the same cluster that is the operator. @default - one whose client cache is set elsewhere */
  readonly operator?: string;
  readonly secrets: readonly VaultSecretsOperatorSecretDescription[];
}

export interface VaultSecretsOperatorSecretDescription extends SecretDescription {
  /** After how many percent of its time a lease is renewed. A static role has none. */
  readonly renewalPercent?: number;
  /** What is started again when the credential is another one. */
  readonly restart: readonly PodsDescription[];
}
