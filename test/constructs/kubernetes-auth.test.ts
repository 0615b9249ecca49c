import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import { KubernetesAuthBackendRole } from "@cdktf/provider-vault/lib/kubernetes-auth-backend-role";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  Duration,
  KubernetesAuth,
  type KubernetesAuthProps,
  type KubernetesWorkloadProps,
  TlsCertificate,
  VaultToken,
  TokenReviewer,
} from "../../constructs";
import { findingsOf } from "./bad-inputs/bad-input";
import { addRoles, argumentsOf, fileOf, synthesize } from "./vault-resources";

const HOST = "https://kubernetes.default.svc";

const props: KubernetesWorkloadProps = {
  serviceAccounts: ["myapp"],
  namespaces: ["production"],
  audience: "vault",
  token: VaultToken.periodic(Duration.hours(1)),
};

const granted =
  (workload: Partial<KubernetesWorkloadProps> = {}, auth: Partial<KubernetesAuthProps> = {}) =>
  (stack: TerraformStack) => {
    const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: HOST, ...auth });
    const myapp = kubernetes.addWorkload("myapp", { ...props, ...workload });
    addRoles(stack).reader.grantRead(myapp);
    return { kubernetes, myapp };
  };

function configOf(auth: Partial<KubernetesAuthProps>): object | undefined {
  return Object.values(argumentsOf(synthesize(granted({}, auth)), "vault_kubernetes_auth_backend_config"))[0];
}

test("Vault's own service account reviews tokens, if nobody else is named", () => {
  const expected = {
    backend: "${vault_auth_backend.kubernetes_F1EBCA1C.path}",
    kubernetes_host: HOST,
    disable_local_ca_jwt: false,
    disable_iss_validation: true,
  };
  expect(configOf({})).toEqual(expected);
  expect(configOf({ reviewer: TokenReviewer.vaultServiceAccount() })).toEqual(expected);
});

test("whoever logs in reviews their own token, with the API's CA", () => {
  const reviewer = TokenReviewer.clientJwt();
  expect(configOf({ reviewer, ca: TlsCertificate.fromFile("ca.pem") })).toEqual({
    backend: "${vault_auth_backend.kubernetes_F1EBCA1C.path}",
    kubernetes_host: HOST,
    kubernetes_ca_cert: '${file("ca.pem")}',
    disable_local_ca_jwt: true,
    disable_iss_validation: true,
  });
});

test("access.json says which cluster is asked, and by whom", () => {
  const reviewer = TokenReviewer.clientJwt();
  const clusterOf = (auth: Partial<KubernetesAuthProps>) =>
    synthesize(granted({}, auth)).access.authMethods[0]?.cluster;
  expect(clusterOf({})).toEqual({ host: HOST, reviewer: "vault-service-account" });
  expect(clusterOf({ reviewer, ca: TlsCertificate.fromFile("ca.pem") })).toEqual({
    host: HOST,
    ca: { file: "ca.pem" },
    reviewer: "client-jwt",
  });
});

test("a reviewer's token is in no argument that the state holds, and none where there is no reviewer", () => {
  expect(JSON.stringify(synthesize(granted()).resources)).not.toContain("token_reviewer_jwt");
  const ca = TlsCertificate.fromFile("ca.pem");
  const stack = synthesize((scope) => {
    const variable = new TerraformVariable(scope, "reviewer", { type: "string" });
    return granted({}, { ca, reviewer: TokenReviewer.fromVariable(variable, { generation: 2 }) })(scope);
  });
  expect(Object.values(argumentsOf(stack, "vault_kubernetes_auth_backend_config"))).toEqual([
    {
      backend: "${vault_auth_backend.kubernetes_F1EBCA1C.path}",
      kubernetes_host: HOST,
      kubernetes_ca_cert: '${file("ca.pem")}',
      disable_local_ca_jwt: true,
      disable_iss_validation: true,
      token_reviewer_jwt_wo: "${var.reviewer}",
      token_reviewer_jwt_wo_version: 2,
    },
  ]);
  expect(stack.variables.reviewer).toMatchObject({ sensitive: true, ephemeral: true });
  expect(stack.config.terraform).toMatchObject({
    required_version: ">= 1.11.0",
    required_providers: { vault: { source: "hashicorp/vault", version: "~> 5.7" } },
  });
});

test("a reviewer's token may come from an ephemeral resource, and is the first generation if nobody counts", () => {
  const reviewer = TokenReviewer.fromEphemeral("${ephemeral.kubernetes_token_request_v1.some.token}");
  const build = granted({}, { reviewer, ca: TlsCertificate.fromFile("ca.pem") });
  const { resource } = JSON.parse(fileOf(build, "cdk.tf.json")) as { resource: Record<string, object> };
  expect(Object.values(resource.vault_kubernetes_auth_backend_config ?? {})).toMatchObject([
    {
      token_reviewer_jwt_wo: "${ephemeral.kubernetes_token_request_v1.some.token}",
      token_reviewer_jwt_wo_version: 1,
    },
  ]);
});

test("two methods of one cluster are both reviewed by Vault's own service account, and one of another cluster by its own", () => {
  const stack = synthesize((scope) => {
    const variable = new TerraformVariable(scope, "reviewer", { type: "string" });
    new KubernetesAuth(scope, "again", { host: HOST });
    new KubernetesAuth(scope, "other", {
      host: "https://api.us.example:6443",
      ca: TlsCertificate.fromFile("ca.pem"),
      reviewer: TokenReviewer.fromVariable(variable),
    });
    return granted()(scope);
  });
  expect(stack.access.authMethods.map(({ path, cluster }) => [path, cluster?.reviewer])).toEqual([
    ["again", "vault-service-account"],
    ["kubernetes", "vault-service-account"],
    ["other", "reviewer-token"],
  ]);
});

test("a workload logs in as its service account, by its UID, once the method is configured", () => {
  expect(argumentsOf(synthesize(granted()), "vault_kubernetes_auth_backend_role")).toEqual({
    "vault_kubernetes_auth_backend_role.kubernetes_myapp_810B1E49": {
      backend: "${vault_auth_backend.kubernetes_F1EBCA1C.path}",
      role_name: "myapp",
      bound_service_account_names: ["myapp"],
      bound_service_account_namespaces: ["production"],
      audience: "vault",
      alias_name_source: "serviceaccount_uid",
      token_policies: ["${vault_policy.kubernetes_myapp_policy_F882849F.name}"],
      token_no_default_policy: true,
      token_period: 3600,
      depends_on: ["vault_kubernetes_auth_backend_config.kubernetes_config_E03FE477"],
    },
  });
});

test("a workload is in access.json with its service accounts in order", () => {
  const { access } = synthesize(granted({ serviceAccounts: ["worker", "api"], namespaces: ["b", "a"] }));
  expect(access.workloads).toEqual([
    {
      name: "myapp",
      login: {
        method: "kubernetes",
        path: "kubernetes",
        serviceAccounts: ["api", "worker"],
        namespaces: ["a", "b"],
        audience: "vault",
      },
      policy: "kubernetes-myapp",
      reads: [{ path: "database/creds/app-readonly", kind: "leased" }],
      token: { kind: "periodic", period: 3600 },
    },
  ]);
});

test("an auth method that is mounted elsewhere is neither enabled nor configured again", () => {
  const stack = synthesize((scope) => {
    const kubernetes = KubernetesAuth.fromPath(scope, "imported", "clusters/blue");
    addRoles(scope).reader.grantRead(kubernetes.addWorkload("myapp", props));
  });
  expect(argumentsOf(stack, "vault_auth_backend")).toEqual({});
  expect(argumentsOf(stack, "vault_kubernetes_auth_backend_config")).toEqual({});
  const [role] = Object.values(argumentsOf(stack, "vault_kubernetes_auth_backend_role"));
  expect(role).toMatchObject({ backend: "clusters/blue", role_name: "myapp" });
  expect(role).not.toHaveProperty("depends_on");
});

test.each(["config"])("a workload called %s, as a child of its method is, has that name in Vault", (name) => {
  const stack = synthesize((scope) => {
    const kubernetes = new KubernetesAuth(scope, "kubernetes", { host: HOST });
    addRoles(scope).reader.grantRead(kubernetes.addWorkload(name, props));
  });
  const [role] = Object.values(argumentsOf(stack, "vault_kubernetes_auth_backend_role"));
  expect(role).toMatchObject({ role_name: name });
  expect(Object.values(argumentsOf(stack, "vault_kubernetes_auth_backend_config"))).toHaveLength(1);
});

test("each construct gives out its Terraform resource", () => {
  synthesize((scope) => {
    const { kubernetes, myapp } = granted()(scope);
    expect(kubernetes.node.defaultChild).toBeInstanceOf(AuthBackend);
    expect(myapp.node.defaultChild).toBeInstanceOf(KubernetesAuthBackendRole);
  });
});

test("values that only Terraform knows are left to Vault", () => {
  const stack = synthesize((scope) => {
    const text = (id: string) => new TerraformVariable(scope, id, { type: "string" }).stringValue;
    const list = (id: string) => new TerraformVariable(scope, id, { type: "list(string)" }).listValue;
    return granted(
      { serviceAccounts: list("accounts"), namespaces: [text("namespace")], audience: text("audience") },
      { host: text("host") },
    )(scope);
  });
  expect(Object.values(argumentsOf(stack, "vault_kubernetes_auth_backend_role"))).toEqual([
    expect.objectContaining({
      bound_service_account_names: "${var.accounts}",
      bound_service_account_namespaces: ["${var.namespace}"],
      audience: "${var.audience}",
    }),
  ]);
});

test("everything that is wrong with a method and its workload is told at once", () => {
  const findings = findingsOf(
    granted(
      { serviceAccounts: [], namespaces: ["My_App"], audience: "" },
      { host: "http://kubernetes", reviewer: TokenReviewer.clientJwt() },
    ),
  );
  expect(findings).toEqual([
    {
      rule: "kubernetes-host",
      path: "bad/kubernetes",
      message: '"http://kubernetes" is not the https URL of an API server',
      fix: "write the API's URL without a path: https://kubernetes.default.svc",
    },
    {
      rule: "kubernetes-ca",
      path: "bad/kubernetes",
      message: "TokenReviewer.clientJwt() makes Vault ignore its own pod's CA, and no other is given",
      fix: "pass the API's CA as ca",
    },
    {
      rule: "service-account",
      path: "bad/kubernetes/myapp",
      message: "serviceAccounts is empty, so nobody can log in",
      fix: "name at least one",
    },
    {
      rule: "service-account",
      path: "bad/kubernetes/myapp",
      message: '"My_App" in namespaces is not a Kubernetes name',
      fix: "use lower-case letters, digits and dashes, 63 at most",
    },
    {
      rule: "audience",
      path: "bad/kubernetes/myapp",
      message: "the audience is empty, so a token for any audience logs in",
      fix: "name the audience that tokens for Vault have: vault",
    },
  ]);
});
