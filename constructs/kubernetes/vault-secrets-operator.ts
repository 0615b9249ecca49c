import { Construct } from "constructs";
import type { OperatorDescription } from "../access/kubernetes-description";
import { childId } from "../private/child-id";
import { claim } from "../private/claim";
import { addProblems } from "../private/validation";
import type { ITransitSecretsEngine } from "../transit-secrets-engine";
import type { VaultToken } from "../vault-token";
import type { OperatorScope } from "./operator-props";
import { chartNameProblems } from "./private/chart-name-problems";
import { claimObjects } from "./private/claim-objects";
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

export interface InstalledOperatorProps {
  /** Its name at the auth method. @default "vault-secrets-operator" */
  readonly name?: string;
  /** The namespace that its chart is installed in. */
  readonly namespace: string;
  /** Its own service account. A release of the chart by another name has another one. @default "vault-secrets-operator-controller-manager" */
  readonly serviceAccount?: string;
  /** The audience a service account token must be for. Vault's `audience`. */
  readonly audience: string;
  /** Vault's address, as the operator reaches it: `https://vault.internal:8200`. */
  readonly vaultAddress: string;
  /** The name of a Secret in its namespace that holds the CA of Vault's certificate, by key `ca.crt`. @default - the CAs that the operator trusts */
  readonly vaultCaSecret?: string;
  /** Where the key is made that encrypts its client cache. */
  readonly transit: ITransitSecretsEngine;
  /** The Vault token it encrypts with. @default VaultToken.periodic(Duration.hours(1)) */
  readonly token?: VaultToken;
}

/**
 * The Vault Secrets Operator of a cluster, with a client cache that outlives it. Without one, a restart of the operator logs
 * everybody in anew, which gives every workload another credential, and restarts what it is to restart.
 *
 * It keeps each token that it can renew, in a Secret of its own namespace, encrypted by a key of Vault's Transit engine. After
 * a restart it decrypts them, and goes on where it was. It logs in as a workload of its own, whose policy encrypts and
 * decrypts with this one key and reads no credential. Synthesis writes what its chart has to be installed with as
 * `<policy name>.helm-values.yaml` next to the stack's `cdk.tf.json`: the connection that is the chart's default, and the
 * cache. There is no secret in it.
 *
 * A token that it fails to decrypt, it throws away, and logs in anew: losing the key costs as much as a restart without a
 * cache, and nothing more. So Vault lets who deploys delete the key, unless its engine has `preventDestroy`. It may be rotated
 * in Vault: what was encrypted by an earlier version is decrypted by it, down to `min_decryption_version`.
 *
 * @see Vault documentation, "Enable the encrypted Vault client cache",
 * https://developer.hashicorp.com/vault/docs/deploy/kubernetes/vso/sources/vault/client-cache
 *
 * @example
 * kubernetes.addVaultSecretsOperator({
 *   namespace: "vault-secrets-operator",
 *   audience: "vault",
 *   vaultAddress: "https://vault.internal:8200",
 *   transit: new TransitSecretsEngine(stack, "transit"),
 * });
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
    // The one that its chart makes.
    claimObjects(this, within, "VaultConnection", ["default"]);
    addProblems(this, () => [...operatorProblems(within, props), ...chartNameProblems(this.namesInChart())]);
  }

  /** Its client cache in `access.json`. */
  describe(): OperatorDescription {
    return describeOperator(this.within, this.props, this.fileName);
  }

  private namesInChart(): string[] {
    const { operatorName, policyName, within } = this;
    const { transit, vaultCaSecret = [] } = this.props;
    const { path, serviceAccounts } = within.login;
    return [operatorName, policyName, transit.path, path, ...serviceAccounts].concat(vaultCaSecret);
  }
}
