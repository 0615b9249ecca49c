import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ClusterDescription, WorkloadDescription } from "./access/access-manifest";
import type { KubernetesLogin } from "./access/login-description";
import { ExternalSecrets, type ExternalSecretsProps } from "./kubernetes/external-secrets";
import { InjectorAnnotations } from "./kubernetes/injector-annotations";
import type { InjectorProps } from "./kubernetes/injector-props";
import { manifestFilesOf } from "./kubernetes/manifests/manifest-files";
import type { OperatorScope } from "./kubernetes/operator-props";
import { operatedWorkloadProblems } from "./kubernetes/private/operator-problems";
import type { VaultSecretsOperatorProps } from "./kubernetes/vault-secrets-operator-props";
import { VaultSecretsOperatorSecrets } from "./kubernetes/vault-secrets-operator-secrets";
import { addFile } from "./private/add-file";
import { kubernetesWorkloadProblems } from "./private/kubernetes-problems";
import { addProblems } from "./private/validation";
import { writtenAfter } from "./private/written";
import type { VaultToken } from "./vault-token";
import { Workload } from "./workload";

export interface KubernetesWorkloadProps {
  /** Names of the service accounts that may log in. Vault's `bound_service_account_names`. */
  readonly serviceAccounts: readonly string[];
  /** Their namespaces. Vault's `bound_service_account_namespaces`. */
  readonly namespaces: readonly string[];
  /** The audience a service account token must be for. Vault's `audience`. */
  readonly audience: string;
  /** The Vault token it gets. */
  readonly token: VaultToken;
}

/** The mount of an auth method, as its workloads know it. */
export interface KubernetesMount {
  readonly path: string;
  readonly backend: string;
  /** Unknown where it is configured elsewhere. */
  readonly cluster?: ClusterDescription;
  /** What must be there before anybody logs in. */
  readonly dependsOn: ITerraformDependable[];
}

/**
 * A workload that logs in with its service account's token. Writes `auth/<path>/role/<name>`, for which the
 * provider's token needs create, read, update and delete.
 *
 * @see Vault documentation, "Kubernetes auth method (API)", "Create/Update role",
 * https://developer.hashicorp.com/vault/api-docs/auth/kubernetes#create-update-role
 *
 * @example
 * const web = kubernetes.addWorkload("web", {
 *   serviceAccounts: ["web"],
 *   namespaces: ["shop"],
 *   audience: "vault",
 *   token: VaultToken.periodic(Duration.hours(1)),
 * });
 * role.grantRead(web);
 */
export class KubernetesWorkload extends Workload {
  private itsInjector?: InjectorAnnotations;
  private itsVaultSecretsOperator?: VaultSecretsOperatorSecrets;
  private itsExternalSecrets?: ExternalSecrets;

  /** Made by `kubernetes.addWorkload`. */
  constructor(
    scope: Construct,
    name: string,
    private readonly mount: KubernetesMount,
    private readonly props: KubernetesWorkloadProps,
  ) {
    super(scope, { workloadName: name, authPath: mount.path, token: props.token });
    writtenAfter(
      mount.dependsOn,
      new KubernetesAuthBackendRole(this, "Resource", {
        backend: mount.backend,
        roleName: name,
        boundServiceAccountNames: [...props.serviceAccounts],
        boundServiceAccountNamespaces: [...props.namespaces],
        audience: props.audience,
        aliasNameSource: "serviceaccount_uid",
        tokenPolicies: [this.policyReference],
        tokenNoDefaultPolicy: true,
        ...props.token.toArguments(),
      }),
    );
    addProblems(this, () => [
      ...kubernetesWorkloadProblems(props),
      ...(Object.values(this.describeMore()).some(Boolean)
        ? operatedWorkloadProblems(this.operatorScope())
        : []),
    ]);
  }

  /**
   * Describes what the agent injector is told: whose pods are given an agent, and what that writes. Once for a workload.
   */
  injector(props: InjectorProps): InjectorAnnotations {
    const added = new InjectorAnnotations(this, this.operatorScope(), props);
    this.itsInjector ??= added;
    return this.withFile(added);
  }

  /**
   * Describes what the Vault Secrets Operator is told about it: how it logs in, and which Secrets it writes for its pods.
   * Once for a workload.
   */
  vaultSecretsOperator(props: VaultSecretsOperatorProps): VaultSecretsOperatorSecrets {
    const added = new VaultSecretsOperatorSecrets(this, this.operatorScope(), props);
    this.itsVaultSecretsOperator ??= added;
    return this.withFile(added);
  }

  /**
   * Describes what the External Secrets Operator is told about it: how it logs in, and which Secrets it writes for its
   * pods. Once for a workload.
   */
  externalSecrets(props: ExternalSecretsProps): ExternalSecrets {
    const added = new ExternalSecrets(this, this.operatorScope(), props);
    this.itsExternalSecrets ??= added;
    return this.withFile(added);
  }

  protected override describeMore(): Pick<
    WorkloadDescription,
    "injector" | "vaultSecretsOperator" | "clientCache" | "externalSecrets"
  > {
    return {
      injector: this.itsInjector?.describe(),
      vaultSecretsOperator: this.itsVaultSecretsOperator?.describe(),
      externalSecrets: this.itsExternalSecrets?.describe(),
    };
  }

  protected operatorScope(): OperatorScope {
    const { path, cluster } = this.mount;
    return { workload: this, login: this.login(path), token: this.props.token, cluster };
  }

  /** Adds the file of what an operator is told. */
  protected withFile<Manifests extends { readonly fileName: string }>(manifests: Manifests): Manifests {
    const { fileName } = manifests;
    const text = () =>
      manifestFilesOf(this.describe())
        .find(({ name }) => name === fileName)
        ?.text() ?? "";
    addFile(this, fileName, text);
    return manifests;
  }

  protected login(path: string): KubernetesLogin {
    const { serviceAccounts, namespaces, audience } = this.props;
    return {
      method: "kubernetes",
      path,
      serviceAccounts: [...serviceAccounts].sort(),
      namespaces: [...namespaces].sort(),
      audience,
    };
  }
}
