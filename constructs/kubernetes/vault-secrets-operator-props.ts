import type { OperatorProps } from "./operator-props";
import type { Pods } from "./pods";
import type { SecretProps } from "./secret-props";
import type { IVaultSecretsOperator } from "./vault-secrets-operator";

export interface VaultSecretsOperatorProps extends OperatorProps {
  /** The operator of the workload's cluster: what `kubernetes.addVaultSecretsOperator` made, or `VaultSecretsOperator.fromExisting()`. */
  readonly operator: IVaultSecretsOperator;
  /** The Secrets that it writes. */
  readonly secrets: readonly VaultSecretsOperatorSecretProps[];
}

export interface VaultSecretsOperatorSecretProps extends SecretProps {
  /**
   * After how many percent of its time, and up to ten more, a lease is renewed: 0 to 90. At 90 it may have ended by then. The
   * operator takes 0 for none, and writes 67 in its place. Not for a static role. The operator's `renewalPercent`.
   * @default 67
   */
  readonly renewalPercent?: number;
  /**
   * What is started again when the credential is another one, by a rolling update: Deployments, StatefulSets and DaemonSets.
   * The operator's `rolloutRestartTargets`. @default - nothing
   */
  readonly restart?: readonly Pods[];
}
