import { type TerraformElement, type TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import {
  type AgentProps,
  AgentTemplate,
  type AgentTemplateProps,
  type AppRoleAuth,
  type AppRoleWorkload,
  type DatabaseRole,
  type DatabaseStaticRole,
  Duration,
  GitHubJob,
  JwtAuth,
  JwtIssuer,
  type KubernetesAuth,
  type PostgresConnection,
  Privileges,
  StaticRotation,
  TransitSecretsEngine,
  VaultToken,
} from "../../../constructs";

/** The construct at a path below the stack. */
export function at(stack: TerraformStack, path: string): IConstruct {
  const found = stack.node.findAll().find((each) => each.node.path === `production/${path}`);
  if (!found) throw new Error(`nothing at production/${path}`);
  return found;
}

/** Overrides an argument of a resource. */
export const override = (path: string, argument: string, value: unknown) => (stack: TerraformStack) =>
  (at(stack, path) as TerraformElement).addOverride(argument, value);

/** Sets a list or a text of a resource; an override would be merged into it. */
export const assign = (path: string, property: string, value: unknown) => (stack: TerraformStack) =>
  void Object.assign(at(stack, path), { [property]: value });

export const remove = (path: string) => (stack: TerraformStack) => {
  const { node } = at(stack, path);
  node.scope?.node.tryRemoveChild(node.id);
};

export const ROLE = "database/appdb/app-readonly";
export const CONNECTION = "database/appdb";
/** What every list of creation statements has to have. */
export const CREATE = `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'`;

/** Adds a static role, which nobody reads. */
export function addPooler(stack: TerraformStack, privileges = Privileges.readWrite()): DatabaseStaticRole {
  const rotation = StaticRotation.every(Duration.days(1));
  return (at(stack, CONNECTION) as PostgresConnection).addStaticRole("pooler", { privileges, rotation });
}

/** Adds a workload with an agent that writes one file. */
export const addAgent =
  (props: Partial<AgentProps>, file: Partial<AgentTemplateProps> = {}) =>
  (stack: TerraformStack): void => {
    const role = at(stack, "database/appdb/app-readwrite") as DatabaseRole;
    const other = (at(stack, "approle") as AppRoleAuth).addWorkload("other", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.periodic(Duration.hours(1)),
    });
    role.grantRead(other);
    const login = { roleIdFile: "/etc/other/role-id", secretIdFile: "/run/other/secret-id" };
    const templates = [AgentTemplate.url({ role, destination: "/run/other/url", ...file })];
    other.agent({ ...login, templates, ...props });
  };

/** Adds a workload of GitHub Actions, which reads a role. @param edit of its login role */
export const addJob = (edit: (stack: TerraformStack) => void) => (stack: TerraformStack) => {
  const github = new JwtAuth(stack, "github", { issuer: JwtIssuer.github() });
  const job = GitHubJob.pullRequest({ repository: "acme/platform", repositoryId: "1234" });
  const workload = github.addWorkload("plan", { boundTo: job, audience: "vault", ttl: Duration.hours(1) });
  (at(stack, ROLE) as DatabaseRole).grantRead(workload);
  edit(stack);
};
export const JOB = "github/plan/Resource";

/** An edit of production that breaks a rule, where it is found, and what the finding says. */
export type BrokenProduction = readonly [
  rule: string,
  edit: (stack: TerraformStack) => void,
  path: string,
  message: string,
];

/** Every rule, broken. */
export const BROKEN_PRODUCTIONS: readonly BrokenProduction[] = [
  ["audit-device", remove("audit/syslog"), "production", "it has 1 kind of audit device, and needs 2"],
  [
    "bounded-secret-id",
    override("approle/myapp/Resource", "secret_id_num_uses", 0),
    "production/approle/myapp",
    "a secret ID can be used any number of times",
  ],
  [
    "bounded-secret-id",
    override("approle/myapp/Resource", "secret_id_ttl", 0),
    "production/approle/myapp",
    "a secret ID lives forever",
  ],
  [
    "bound-networks",
    override("approle/myapp/Resource", "secret_id_bound_cidrs", ["0.0.0.0/0"]),
    "production/approle/myapp",
    "secret_id_bound_cidrs is 0.0.0.0/0",
  ],
  [
    "distinct-user-names",
    override(`${CONNECTION}/Resource`, "postgresql.username_template", "v-{{random 4}}"),
    `production/${CONNECTION}`,
    "the names by its username_template have 4 random characters",
  ],
  [
    "kept-audit",
    override("audit/file", "options.file_path", "discard"),
    "production/audit/file",
    '"discard" keeps nothing',
  ],
  [
    "ephemeral-variables",
    (stack) => {
      const variable = new TerraformVariable(stack, "root", { type: "string" });
      override(`${CONNECTION}/Resource`, "postgresql.password_wo", variable.stringValue)(stack);
    },
    `production/${CONNECTION}`,
    'variable "root" is not both sensitive and ephemeral',
  ],
  [
    "jwt-audience",
    addJob(assign(JOB, "boundAudiences", [])),
    "production/github/plan",
    "it accepts tokens for any audience",
  ],
  [
    "jwt-repository",
    addJob(assign(JOB, "boundClaims", { event_name: "pull_request", repository: "" })),
    "production/github/plan",
    "it is bound to no repository, project or subject",
  ],
  [
    "no-wildcard-claims",
    addJob(override(JOB, "bound_claims_type", "glob")),
    "production/github/plan",
    'bound_claims_type is "glob"',
  ],
  [
    "kubernetes-audience",
    override("kubernetes/myapp/Resource", "audience", ""),
    "production/kubernetes/myapp",
    "it accepts tokens for any audience",
  ],
  [
    "kubernetes-reviewer-audience",
    override("kubernetes/config", "disable_local_ca_jwt", true),
    "production/kubernetes/myapp",
    'audience "vault" is not the API server\'s own',
  ],
  [
    "lease-ttl-bounds",
    override(`${ROLE}/Resource`, "default_ttl", 60),
    `production/${ROLE}`,
    "default_ttl is 60 s; the bounds are 15 min and 24 h",
  ],
  [
    "lease-ttl-bounds",
    override("approle/myapp/Resource", "token_period", 86_401),
    "production/approle/myapp",
    "token_period is 86401 s; the bound is 24 h",
  ],
  [
    "leased-role-would-do",
    (stack) => addPooler(stack).grantRead(at(stack, "approle/myapp") as AppRoleWorkload),
    "production/database/appdb/pooler",
    'workload "myapp" reads it, and takes new user names of "app-readwrite"',
  ],
  [
    "leased-role-would-do",
    (stack) => void addPooler(stack, Privileges.owner()),
    "production/database/appdb/pooler",
    "its login acts as app_owner, the owner",
  ],
  [
    "no-default-policy",
    override("approle/myapp/Resource", "token_no_default_policy", false),
    "production/approle/myapp",
    "its token has the default policy",
  ],
  [
    "no-default-policy",
    assign("approle/myapp/Resource", "tokenPolicies", [
      "${vault_policy.approle_myapp_policy_750DCB13.name}",
      "admin",
    ]),
    "production/approle/myapp",
    "its token has 2 policies, and should have one",
  ],
  [
    "no-grant-to-public",
    override("appdb/public", "privileges", ["CONNECT"]),
    "production/appdb/public",
    "grants CONNECT to PUBLIC",
  ],
  [
    "no-grant-to-public",
    assign(`${ROLE}/Resource`, "creationStatements", [
      "CREATE ROLE \"{{name}}\" VALID UNTIL '{{expiration}}'",
      "GRANT ALL ON ALL TABLES IN SCHEMA public TO PUBLIC",
    ]),
    `production/${ROLE}`,
    "creation_statements grant to PUBLIC",
  ],
  [
    "no-literal-password",
    override("appdb/account", "password_wo", "hunter2"),
    "production/appdb/account",
    "password_wo is a literal",
  ],
  [
    "no-literal-password",
    override("vault", "token", "hvs.secret"),
    "production (provider vault)",
    "token is a literal",
  ],
  [
    "verified-vault-tls",
    (stack) => {
      const transit = new TransitSecretsEngine(stack, "transit", { preventDestroy: true });
      const vaultAddress = "http://vault.internal:8200";
      const kubernetes = at(stack, "kubernetes") as KubernetesAuth;
      kubernetes.addVaultSecretsOperator({ namespace: "vso", audience: "vault", vaultAddress, transit });
    },
    "production",
    "kubernetes-vault-secrets-operator.helm-values.yaml reaches Vault at http://vault.internal:8200",
  ],
  [
    "verified-vault-tls",
    addAgent({ vaultAddress: "http://vault.internal:8200" }),
    "production",
    "approle-other.agent.json reaches Vault at http://vault.internal:8200",
  ],
  [
    "verified-tls",
    addAgent({}, { sslMode: "require" }),
    "production",
    "approle-other.agent.json: sslmode for database/creds/app-readwrite at postgres.production.internal is require",
  ],
  [
    "verified-vault-tls",
    override("vault", "skip_tls_verify", true),
    "production (provider vault)",
    "it skips the verification",
  ],
  [
    "no-password-in-url",
    override(`${CONNECTION}/rotation`, "data_json", '{"url":"postgres://root:hunter2@db/x"}'),
    `production/${CONNECTION}/rotation`,
    "a URL holds a password",
  ],
  [
    "no-raw-audit",
    override("audit/file", "options.log_raw", "true"),
    "production/audit/file",
    "log_raw is true",
  ],
  [
    "no-superuser",
    override("appdb/account", "superuser", true),
    "production/appdb/account",
    'role "vault_appdb" has superuser',
  ],
  [
    "no-wildcard-service-accounts",
    assign("kubernetes/myapp/Resource", "boundServiceAccountNamespaces", ["team-*"]),
    "production/kubernetes/myapp",
    'bound_service_account_namespaces is ["team-*"]',
  ],
  [
    "prevent-destroy",
    override("database/Resource", "lifecycle.prevent_destroy", false),
    "production/database",
    "Terraform may destroy this vault_mount",
  ],
  [
    "prevent-destroy",
    (stack) => {
      const transit = new TransitSecretsEngine(stack, "transit", { preventDestroy: true });
      transit.addKey("cache");
      override("transit/cache/Resource", "lifecycle.prevent_destroy", false)(stack);
    },
    "production/transit/cache",
    "Terraform may destroy this vault_transit_secret_backend_key",
  ],
  [
    "remote-state",
    (stack) => stack.addOverride("terraform.backend", { local: { path: "x" }, s3: undefined }),
    "production",
    "its state is a local file",
  ],
  [
    "remote-state",
    (stack) => stack.addOverride("terraform.backend.s3.use_lockfile", false),
    "production",
    "its state in S3 is not locked",
  ],
  [
    "remote-state",
    (stack) => stack.addOverride("terraform.backend.s3.insecure", true),
    "production",
    "its state goes to whoever answers: insecure",
  ],
  [
    "remote-state",
    (stack) => stack.addOverride("terraform.backend.s3.acl", "public-read"),
    "production",
    "others may get at its state in S3: acl is public-read",
  ],
  [
    "role-ttl-within-mount",
    (stack) => {
      override("database/Resource", "max_lease_ttl_seconds", 7200)(stack);
      override("database/appdb/app-readwrite/Resource", "max_ttl", 7200)(stack);
    },
    `production/${ROLE}`,
    "max_ttl is 86400 s; its mount allows 7200 s",
  ],
  [
    "root-rotation",
    remove(`${CONNECTION}/rotation`),
    `production/${CONNECTION}`,
    "its root password is never rotated",
  ],
  [
    "scoped-policies",
    override("approle/myapp/policy", "policy", '{"path":{"secret/*":{"capabilities":["read"]}}}'),
    "production/approle/myapp/policy",
    '"secret/*" is a wildcard',
  ],
  [
    "scoped-policies",
    override("approle/myapp/policy", "policy", '{"path":{"sys/leases/renew":{"capabilities":["update"]}}}'),
    "production/approle/myapp/policy",
    '"sys/leases/renew" is open to every lease',
  ],
  [
    "token-outlives-lease",
    (stack) => {
      override("approle/myapp/Resource", "token_period", 0)(stack);
      override("approle/myapp/Resource", "token_max_ttl", 1800)(stack);
    },
    "production/approle/myapp",
    'its token lives 1800 s, but a lease of "app-readwrite" 3600 s',
  ],
  [
    "verified-tls",
    override(
      `${CONNECTION}/Resource`,
      "postgresql.connection_url",
      "postgresql://{{username}}:{{password}}@db/x?sslmode=require",
    ),
    `production/${CONNECTION}`,
    "sslmode is require",
  ],
];
