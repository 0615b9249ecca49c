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
 * What the Vault Secrets Operator is told about a workload: how it logs in, by a `VaultConnection` and a `VaultAuth` that
 * are called like the workload, and which Secrets it writes, by a `VaultDynamicSecret` for each, in each of its namespaces.
 * Synthesis writes it as `<policy name>.vault-secrets-operator.yaml` next to the stack's `cdk.tf.json`; there is no secret
 * in it. A Secret has the keys that are described, and no others.
 *
 * The operator renews a lease after `renewalPercent` of its time and up to a tenth more. When a renewal fails, or `max_ttl`
 * cuts it short, it reads another credential, writes it into the Secret, and starts again what is named. It doesn't revoke
 * the old lease: pods have to be replaced before that ends. For this they have at least 90 minus `renewalPercent` percent of
 * `default_ttl`: by default some 13 minutes of an hour. A lease ends with the token that it was read with, without any such
 * time, so the token has to be periodic.
 *
 * @see Vault documentation, "Vault Secrets Operator", "API reference",
 * https://developer.hashicorp.com/vault/docs/deploy/kubernetes/vso/api-reference
 *
 * @example
 * pods.vaultSecretsOperator({
 *   operator,
 *   vaultAddress: "https://vault.internal:8200",
 *   secrets: [{ role, name: "web-database", variables: { DATABASE_URL: "url" }, restart: [Pods.deployment("web")] }],
 * });
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
    claimObjects(this, within, "VaultConnection", [within.workload.workloadName]);
    claimObjects(this, within, "Secret", secrets);
    addProblems(this, () => [
      ...clusterProblems(within, props.operator.cluster),
      ...operatorProblems(within, props),
      ...secretProblems(within, props),
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
