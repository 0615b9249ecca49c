import { Construct } from "constructs";
import type { OperatorDescription } from "../access/kubernetes-description";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { addProblems } from "../private/validation";
import type { ITransitSecretsEngine } from "../transit-secrets-engine";
import type { VaultToken } from "../vault-token";
import type { OperatorProps, OperatorScope } from "./operator-props";
import { chartNameProblems } from "./private/chart-name-problems";
import { clusterName } from "./private/cluster-name";
import { describeOperator } from "./private/describe-operator";
import { operatorProblems } from "./private/operator-problems";

/** The Vault Secrets Operator of a cluster. */
export interface IVaultSecretsOperator {
  /** Its name at the auth method. Unknown for one whose client cache is set elsewhere. */
  readonly operatorName?: string;
  /** What tells its cluster apart. Unknown for one whose client cache is set elsewhere. */
  readonly cluster?: string;
}

export interface InstalledOperatorProps extends Omit<OperatorProps, "serviceAccount"> {
  /** Its name at the auth method. @default "vault-secrets-operator" */
  readonly name?: string;
  /** The namespace that its chart is installed in. */
  readonly namespace: string;
  /** Its own service account. @default "vault-secrets-operator-controller-manager", for a release by the chart's name */
  readonly serviceAccount?: string;
  /** The audience a service account token must be for. Vault's `audience`. */
  readonly audience: string;
  /** Where the key is made that encrypts its client cache. */
  readonly transit: ITransitSecretsEngine;
  /** The Vault token it encrypts with. @default VaultToken.periodic(Duration.hours(1)) */
  readonly token?: VaultToken;
}

/**
 * The Vault Secrets Operator, with a client cache that outlives it: it keeps the tokens of all that it logs in, encrypted by
 * a key of its own. Without it, a restart of the operator logs everybody in anew, which gives every workload another
 * credential and restarts it. What its chart has to be installed with stands in `<policy>.helm-values.yaml`.
 *
 * @see Vault documentation, "Vault Secrets Operator", "Vault client caching"
 */
export class VaultSecretsOperator extends Construct implements IVaultSecretsOperator {
  /** An operator whose client cache is set elsewhere, or that has none: then its restarts restart every workload. */
  static fromExisting(): IVaultSecretsOperator {
    return {};
  }

  readonly operatorName: string;
  readonly cluster: string;
  /** Its policy in Vault, and the name of its key. */
  readonly policyName: string;
  /** The name of the file with the chart's values. */
  readonly fileName: string;

  /** Made by `kubernetes.addVaultSecretsOperator`. */
  constructor(
    scope: Construct,
    private readonly within: OperatorScope,
    private readonly props: InstalledOperatorProps,
  ) {
    super(scope, childId(scope, "client-cache", "client-cache"));
    const { workload } = within;
    this.operatorName = workload.workloadName;
    this.policyName = workload.policyName;
    this.cluster = clusterName(within);
    this.fileName = `${workload.policyName}.helm-values.yaml`;
    props.transit.addKey(workload.policyName).grantEncryptDecrypt(workload);
    claim(
      this,
      "Vault Secrets Operator of cluster",
      this.cluster,
      "add it once: it works for all namespaces",
    );
    addProblems(this, () => [...operatorProblems(within, props), ...chartNameProblems(this.namesInChart())]);
  }

  /** Its client cache in `access.json`. */
  describe(): OperatorDescription {
    return describeOperator(this.within, this.props, this.fileName);
  }

  private namesInChart(): string[] {
    const { operatorName, policyName, props, within } = this;
    return [operatorName, policyName, props.transit.path, within.login.path, ...within.login.serviceAccounts];
  }
}
