import { KubernetesAuthBackendConfig } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-config";
import { TerraformStack, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { ClusterDescription } from "./access/access-manifest";
import type { InstalledOperatorProps, VaultSecretsOperator } from "./kubernetes/vault-secrets-operator";
import {
  type KubernetesMount,
  KubernetesWorkload,
  type KubernetesWorkloadProps,
} from "./kubernetes-workload";
import { enableAuthMethod, importAuthMethod } from "./private/auth-method";
import { expressionProblems } from "./private/expression-problems";
import { oneStackProblems } from "./private/one-stack";
import { otherClusterProblems } from "./private/other-cluster-problems";
import { addProblems, type Problem } from "./private/validation";
import { written, writtenLater } from "./private/written";
import type { TlsCertificate } from "./tls-certificate";
import { TokenReviewer } from "./token-reviewer";
import { VaultSecretsOperatorWorkload } from "./vault-secrets-operator-workload";

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
 * needs update, delete and sudo, and `auth/<path>/config`, for which it needs read and update; it reads
 * `sys/mounts/auth/<path>` and its `tune`, which it also updates.
 *
 * @see Vault documentation, "Kubernetes auth method",
 * https://developer.hashicorp.com/vault/docs/auth/kubernetes
 *
 * @example
 * new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
 */
export class KubernetesAuth extends Construct implements IKubernetesAuth {
  /** A Kubernetes auth method that is mounted and configured elsewhere. */
  static fromPath(scope: Construct, id: string, path: string): IKubernetesAuth {
    return new ImportedKubernetesAuth(scope, id, path);
  }

  readonly path: string;
  private readonly cluster: ClusterDescription;
  private readonly backend: string;
  private readonly config: KubernetesAuthBackendConfig;

  constructor(scope: Construct, id: string, props: KubernetesAuthProps) {
    super(scope, id);
    this.path = props.path ?? id;
    const { host, ca, reviewer = TokenReviewer.vaultServiceAccount() } = props;
    this.cluster = { host, ca: ca?.describe(this), reviewer: reviewer.kind };
    this.backend = enableAuthMethod(this, "kubernetes", this.path, () => this.cluster);
    this.config = this.addConfig(props, reviewer);
    addProblems(this, () => [
      ...hostProblems(host),
      ...(ca?.problems() ?? []),
      ...missingCaProblems(reviewer, ca),
      ...reviewer.problems(),
      ...this.otherStackProblems(reviewer),
      ...otherClusterProblems(this, this.cluster),
    ]);
  }

  private addConfig({ host, ca }: KubernetesAuthProps, reviewer: TokenReviewer): KubernetesAuthBackendConfig {
    const config = written(
      new KubernetesAuthBackendConfig(this, "config", {
        backend: this.backend,
        kubernetesHost: host,
        kubernetesCaCert: ca?.pem,
        // Vault otherwise sends its own pod's token where it has no reviewer's; with this, that of whoever logs in.
        disableLocalCaJwt: reviewer.kind !== "vault-service-account",
        // Vault's default; the provider sends false when it is left out. The token review checks the issuer.
        disableIssValidation: true,
      }),
    );
    if (reviewer.token) giveToken(config, reviewer.token);
    return config;
  }

  private otherStackProblems({ token }: TokenReviewer): Problem[] {
    if (!token?.variable) return [];
    const { variable } = token;
    return oneStackProblems(
      this,
      `"${variable.node.id}"`,
      variable,
      "make it in the stack of the auth method",
    );
  }

  addWorkload(name: string, props: KubernetesWorkloadProps): KubernetesWorkload {
    return new KubernetesWorkload(this, name, this.mount, props);
  }

  addVaultSecretsOperator(props: InstalledOperatorProps): VaultSecretsOperator {
    return new VaultSecretsOperatorWorkload(this, this.mount, props).operator;
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
    return new VaultSecretsOperatorWorkload(this, this.mount, props).operator;
  }

  private get mount(): KubernetesMount {
    return { path: this.path, backend: this.path, dependsOn: [] };
  }
}

/** The classes of the provider's version 5.6 don't know these arguments yet. */
function giveToken(
  config: KubernetesAuthBackendConfig,
  { expression, generation }: NonNullable<TokenReviewer["token"]>,
): void {
  config.addOverride("token_reviewer_jwt_wo", expression);
  config.addOverride("token_reviewer_jwt_wo_version", generation);
  writtenLater(config, ["token_reviewer_jwt_wo", "token_reviewer_jwt_wo_version"]);
  const stack = TerraformStack.of(config);
  stack.addOverride("terraform.required_providers.vault.version", "~> 5.7");
  // Write-only arguments need it.
  stack.addOverride("terraform.required_version", ">= 1.11.0");
}

function missingCaProblems({ kind }: TokenReviewer, ca: TlsCertificate | undefined): Problem[] {
  if (kind === "vault-service-account" || ca) return [];
  const reviewer = kind === "client-jwt" ? "TokenReviewer.clientJwt()" : "a reviewer's token";
  return [
    {
      rule: "kubernetes-ca",
      message: `${reviewer} makes Vault ignore its own pod's CA, and no other is given`,
      fix: "pass the API's CA as ca",
    },
  ];
}

function hostProblems(host: string): Problem[] {
  const expressions = expressionProblems("URL of the Kubernetes API", host);
  if (expressions.length) return expressions;
  if (Token.isUnresolved(host) || /^https:\/\/[^\s/@]+$/.test(host)) return [];
  const fix = "write the API's URL without a path: https://kubernetes.default.svc";
  return [{ rule: "kubernetes-host", message: `"${host}" is not the https URL of an API server`, fix }];
}
