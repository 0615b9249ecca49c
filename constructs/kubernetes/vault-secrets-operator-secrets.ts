import { Construct } from "constructs";
import type { VaultSecretsOperatorDescription } from "../access/kubernetes-description";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { addProblems } from "../private/validation";
import type { OperatorProps, OperatorScope } from "./operator-props";
import type { Pods } from "./pods";
import { clusterProblems } from "./private/cluster-name";
import { describeOperator, describeSecret } from "./private/describe-operator";
import { operatorProblems } from "./private/operator-problems";
import { claimSecrets, secretProblems } from "./private/secret-problems";
import type { SecretProps } from "./secret-props";
import type { IVaultSecretsOperator } from "./vault-secrets-operator";

export interface VaultSecretsOperatorProps extends OperatorProps {
  /** The operator of the workload's cluster: what `kubernetes.addVaultSecretsOperator` made, or `VaultSecretsOperator.fromExisting()`. */
  readonly operator: IVaultSecretsOperator;
  /** The Secrets that it writes. */
  readonly secrets: readonly VaultSecretsOperatorSecretProps[];
}

export interface VaultSecretsOperatorSecretProps extends SecretProps {
  /** After how many percent of its time a lease is renewed: 0 to 90. The operator's `renewalPercent`. @default 67 */
  readonly renewalPercent?: number;
  /** What is started again when the credential is another one. The operator's `rolloutRestartTargets`. @default - nothing */
  readonly restart?: readonly Pods[];
}

/**
 * What the Vault Secrets Operator is told about a workload: how it logs in, and which Secrets it writes.
 *
 * @see Vault documentation, "Vault Secrets Operator", "API reference"
 */
export class VaultSecretsOperatorSecrets extends Construct {
  /** The name of the file that is written. */
  readonly fileName: string;

  /** Made by `workload.vaultSecretsOperator`. */
  constructor(
    scope: Construct,
    private readonly within: OperatorScope,
    private readonly props: VaultSecretsOperatorProps,
  ) {
    super(scope, childId(scope, "manifests", "vault-secrets-operator"));
    this.fileName = `${within.workload.policyName}.vault-secrets-operator.yaml`;
    claim(this, "manifests", this.fileName, "call vaultSecretsOperator(…) once, with all of its Secrets");
    claimSecrets(this, within, props.secrets);
    addProblems(this, () => [
      ...clusterProblems(within, props.operator.cluster),
      ...operatorProblems(within, props),
      ...secretProblems(within, props.secrets),
    ]);
  }

  /** The operator in `access.json`. */
  describe(): VaultSecretsOperatorDescription {
    return {
      ...describeOperator(this.within, this.props, this.fileName),
      operator: this.props.operator.operatorName,
      secrets: this.props.secrets.map((secret) => ({
        ...describeSecret(secret),
        renewalPercent: secret.role.defaultTtl && (secret.renewalPercent ?? 67),
        restart: (secret.restart ?? []).map((pods) => pods.describe()),
      })),
    };
  }
}
