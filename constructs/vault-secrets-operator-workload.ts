import type { Construct } from "constructs";
import { Duration } from "./duration";
import { type InstalledOperatorProps, VaultSecretsOperator } from "./kubernetes/vault-secrets-operator";
import { type KubernetesMount, KubernetesWorkload } from "./kubernetes-workload";
import { VaultToken } from "./vault-token";

/** What the Vault Secrets Operator logs in as: a workload that encrypts, and reads no credential. */
export class VaultSecretsOperatorWorkload extends KubernetesWorkload {
  readonly operator: VaultSecretsOperator;

  constructor(scope: Construct, mount: KubernetesMount, props: InstalledOperatorProps) {
    const {
      name = "vault-secrets-operator",
      namespace,
      serviceAccount = "vault-secrets-operator-controller-manager",
      audience,
      token = VaultToken.periodic(Duration.hours(1)),
    } = props;
    const serviceAccounts = [serviceAccount];
    super(scope, name, mount, { serviceAccounts, namespaces: [namespace], audience, token });
    this.operator = this.withFile(new VaultSecretsOperator(this, this.operatorScope(), props));
  }

  protected override describeMore() {
    return { clientCache: this.operator.describe() };
  }
}
