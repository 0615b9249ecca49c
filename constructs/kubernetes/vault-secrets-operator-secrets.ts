import { Construct } from "constructs";
import type { VaultSecretsOperatorDescription } from "../access/kubernetes-description";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { addProblems } from "../private/validation";
import type { OperatorScope } from "./operator-props";
import { claimObjects } from "./private/claim-objects";
import { clusterProblems } from "./private/cluster-name";
import { describeOperator, describeSecret } from "./private/describe-operator";
import { operatorProblems } from "./private/operator-problems";
import { secretProblems } from "./private/secret-problems";
import { vaultSecretsOperatorProblems } from "./private/vault-secrets-operator-problems";
import type { VaultSecretsOperatorProps } from "./vault-secrets-operator-props";

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
    const secrets = props.secrets.map(({ name }) => name);
    claimObjects(this, within, "VaultAuth", [within.workload.workloadName]);
    claimObjects(this, within, "Secret", secrets);
    addProblems(this, () => [
      ...clusterProblems(within, props.operator.cluster),
      ...operatorProblems(within, props),
      ...secretProblems(within, props.secrets),
      ...vaultSecretsOperatorProblems(within, props),
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
