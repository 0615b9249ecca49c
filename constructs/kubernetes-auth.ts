import { KubernetesAuthBackendConfig } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-config";
import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { ClusterDescription, WorkloadDescription } from "./access/access-manifest";
import type { KubernetesLogin } from "./access/login-description";
import { ExternalSecrets, type ExternalSecretsProps } from "./kubernetes/external-secrets";
import { InjectorAnnotations } from "./kubernetes/injector-annotations";
import type { InjectorProps } from "./kubernetes/injector-props";
import type { OperatorScope } from "./kubernetes/operator-props";
import { manifestFilesOf } from "./kubernetes/manifests/manifest-files";
import { type InstalledOperatorProps, VaultSecretsOperator } from "./kubernetes/vault-secrets-operator";
import type { VaultSecretsOperatorProps } from "./kubernetes/vault-secrets-operator-props";
import { VaultSecretsOperatorSecrets } from "./kubernetes/vault-secrets-operator-secrets";
import { Duration } from "./duration";
import { addFile } from "./private/add-file";
import { importAuthMethod, enableAuthMethod } from "./private/auth-method";
import { operatedWorkloadProblems } from "./kubernetes/private/operator-problems";
import { expressionProblems } from "./private/expression-problems";
import { kubernetesWorkloadProblems } from "./private/kubernetes-problems";
import { addProblems, type Problem } from "./private/validation";
import { written } from "./private/written";
import type { TlsCertificate } from "./tls-certificate";
import { VaultToken } from "./vault-token";
import { TokenReviewer } from "./token-reviewer";
import { Workload } from "./workload";

export interface KubernetesAuthProps {
  /** Where the auth method is mounted. @default - the construct's id */
  readonly path?: string;
  /** The Kubernetes API, as Vault sees it: `https://kubernetes.default.svc`. Vault's `kubernetes_host`. */
  readonly host: string;
  /** The API's CA. Vault's `kubernetes_ca_cert`. @default - the one in Vault's own pod; outside a pod Vault requires one */
  readonly ca?: TlsCertificate;
  /** Who asks the API about tokens. @default TokenReviewer.vaultServiceAccount() */
  readonly reviewer?: TokenReviewer;
}

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

/** Vault's Kubernetes auth method. */
export interface IKubernetesAuth extends IConstruct {
  /** The path of its mount, below `auth/`. */
  readonly path: string;
  /** Adds a workload that logs in with its service account's token. */
  addWorkload(name: string, props: KubernetesWorkloadProps): KubernetesWorkload;
  /** Adds the Vault Secrets Operator of the cluster, with an encrypted client cache. */
  addVaultSecretsOperator(props: InstalledOperatorProps): VaultSecretsOperator;
}

/**
 * Vault's Kubernetes auth method, enabled and configured. Writes `sys/auth/<path>`, for which the provider's token
 * needs create, update, delete and sudo, and `auth/<path>/config`, for which it needs create, read and update; it
 * reads `sys/mounts/auth/<path>` and its `tune`.
 *
 * @see Vault documentation, "Kubernetes auth method"
 */
export class KubernetesAuth extends Construct implements IKubernetesAuth {
  /** A Kubernetes auth method that is mounted and configured elsewhere. */
  static fromPath(scope: Construct, id: string, path: string): IKubernetesAuth {
    return new ImportedKubernetesAuth(scope, id, path);
  }

  readonly path: string;
  private readonly cluster: ClusterDescription;
  private readonly backend: string;
  private readonly config: ITerraformDependable;

  constructor(scope: Construct, id: string, props: KubernetesAuthProps) {
    super(scope, id);
    this.path = props.path ?? id;
    const { host, ca, reviewer = TokenReviewer.vaultServiceAccount() } = props;
    this.cluster = { host, ca: ca?.describe(this), reviewer: reviewer.kind };
    this.backend = enableAuthMethod(this, "kubernetes", this.path, () => this.cluster);
    const clientJwt = reviewer.kind === "client-jwt";
    this.config = written(
      new KubernetesAuthBackendConfig(this, "config", {
        backend: this.backend,
        kubernetesHost: host,
        kubernetesCaCert: ca?.pem,
        // Without a reviewer's token, Vault sends its own pod's; with this, the token of whoever logs in.
        disableLocalCaJwt: clientJwt,
        // Vault's default; the provider sends false when it is left out. The token review checks the issuer.
        disableIssValidation: true,
      }),
    );
    addProblems(this, () => [
      ...hostProblems(host),
      ...(ca?.problems() ?? []),
      ...(clientJwt && !ca ? [missingCa] : []),
    ]);
  }

  addWorkload(name: string, props: KubernetesWorkloadProps): KubernetesWorkload {
    return new KubernetesWorkload(this, name, this.mount, props);
  }

  addVaultSecretsOperator(props: InstalledOperatorProps): VaultSecretsOperator {
    return new OperatorWorkload(this, this.mount, props).operator;
  }

  private get mount(): KubernetesMount {
    const { path, backend, cluster, config } = this;
    return { path, backend, cluster, dependsOn: [config] };
  }
}

class ImportedKubernetesAuth extends Construct implements IKubernetesAuth {
  constructor(
    scope: Construct,
    id: string,
    readonly path: string,
  ) {
    super(scope, id);
    importAuthMethod(this, "kubernetes", path);
  }

  addWorkload(name: string, props: KubernetesWorkloadProps): KubernetesWorkload {
    return new KubernetesWorkload(this, name, this.mount, props);
  }

  addVaultSecretsOperator(props: InstalledOperatorProps): VaultSecretsOperator {
    return new OperatorWorkload(this, this.mount, props).operator;
  }

  private get mount(): KubernetesMount {
    return { path: this.path, backend: this.path, dependsOn: [] };
  }
}

/** The mount of an auth method, as its workloads know it. */
interface KubernetesMount {
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
 * @see Vault documentation, "Kubernetes auth method (API)", "Create/Update role"
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
    written(
      new KubernetesAuthBackendRole(this, "Resource", {
        backend: mount.backend,
        roleName: name,
        boundServiceAccountNames: [...props.serviceAccounts],
        boundServiceAccountNamespaces: [...props.namespaces],
        audience: props.audience,
        aliasNameSource: "serviceaccount_uid",
        tokenPolicies: [this.policyReference],
        tokenNoDefaultPolicy: true,
        dependsOn: mount.dependsOn,
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

/** What the Vault Secrets Operator logs in as: a workload that encrypts, and reads no credential. */
class OperatorWorkload extends KubernetesWorkload {
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

const missingCa: Problem = {
  rule: "kubernetes-ca",
  message: "TokenReviewer.clientJwt() makes Vault ignore its own pod's CA, and no other is given",
  fix: "pass the API's CA as ca",
};

function hostProblems(host: string): Problem[] {
  const expressions = expressionProblems("URL of the Kubernetes API", host);
  if (expressions.length) return expressions;
  if (Token.isUnresolved(host) || /^https:\/\/[^\s/@]+$/.test(host)) return [];
  const fix = "write the API's URL without a path: https://kubernetes.default.svc";
  return [{ rule: "kubernetes-host", message: `"${host}" is not the https URL of an API server`, fix }];
}
