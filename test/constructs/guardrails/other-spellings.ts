import { Fn, TerraformVariable, type TerraformStack } from "cdktf";
import {
  addJob,
  assign,
  type BrokenProduction,
  CONNECTION,
  CREATE,
  JOB,
  override,
  ROLE,
} from "./broken-productions";

const APPROLE = "approle/myapp";
const KUBERNETES = "kubernetes/myapp";
const URL = "postgresql://{{username}}:{{password}}@db/x";

/** Overrides an argument of the resource that a construct stands for. */
const onResource = (path: string) => (argument: string, value: unknown) =>
  override(`${path}/Resource`, argument, value);
const onConnection = onResource(CONNECTION);
const onRole = onResource(ROLE);
const onAppRole = onResource(APPROLE);
const onKubernetes = onResource(KUBERNETES);

/** What the other lists of statements have to have. */
const RENEW = `ALTER ROLE "{{name}}" VALID UNTIL '{{expiration}}'`;
const REVOKE = ['ALTER ROLE "{{name}}" NOLOGIN', "COMMIT AND CHAIN", 'DROP ROLE "{{name}}"'];

const statements = (list: string, ...sql: string[]) => assign(`${ROLE}/Resource`, list, sql);
const url = (text: string) => onConnection("postgresql.connection_url", text);

const passwordFrom =
  (make: (variable: TerraformVariable) => string, config: object) => (stack: TerraformStack) => {
    const variable = new TerraformVariable(stack, "root", {});
    for (const [argument, value] of Object.entries(config)) variable.addOverride(argument, value);
    onConnection("postgresql.password_wo", make(variable))(stack);
  };

/** A case whose finding is at a construct. */
const at =
  (path: string) =>
  (rule: string, edit: (stack: TerraformStack) => void, message: string): BrokenProduction => [
    rule,
    edit,
    `production/${path}`,
    message,
  ];
const inStack = (rule: string, edit: (stack: TerraformStack) => void, message: string): BrokenProduction => [
  rule,
  edit,
  "production",
  message,
];
const inMount = at("database");
const inAccount = at("appdb/account");
const inConnection = at(CONNECTION);
const inRole = at(ROLE);
const inAppRole = at(APPROLE);
const inKubernetes = at(KUBERNETES);
const inCluster = at("kubernetes/config");
const inJob = at("github/plan");
const booleans: readonly BrokenProduction[] = [
  inAccount(
    "no-superuser",
    override("appdb/account", "superuser", "true"),
    'role "vault_appdb" has superuser',
  ),
  inAccount(
    "no-superuser",
    override("appdb/account", "replication", "${var.x}"),
    'role "vault_appdb" has replication',
  ),
  inConnection(
    "prevent-destroy",
    onConnection("lifecycle.prevent_destroy", "false"),
    "Terraform may destroy this vault_database_secret_backend_connection",
  ),
  inStack(
    "remote-state",
    (stack) => stack.addOverride("terraform.backend.s3.use_lockfile", "false"),
    "its state in S3 is not locked",
  ),
  ...["1", "t", "T", "TRUE", "true", "True", "${var.x}"].map((raw) =>
    at("audit/file")("no-raw-audit", override("audit/file", "options.log_raw", raw), `log_raw is ${raw}`),
  ),
  inAppRole(
    "no-default-policy",
    onAppRole("token_no_default_policy", "false"),
    "its token has the default policy",
  ),
  inJob("jwt-audience", addJob(assign(JOB, "boundAudiences", [""])), "it accepts tokens for any audience"),
  inJob(
    "jwt-repository",
    addJob(assign(JOB, "boundClaims", undefined)),
    "it is bound to no repository, project or subject",
  ),
  inJob(
    "no-wildcard-claims",
    addJob(override(JOB, "bound_claims_type", "${var.x}")),
    'bound_claims_type is "${var.x}"',
  ),
  inKubernetes(
    "kubernetes-reviewer-audience",
    override("kubernetes/config", "disable_local_ca_jwt", "true"),
    'audience "vault" is not the API server\'s own',
  ),
];

const roles: readonly BrokenProduction[] = [
  ...["SUPERUSER", "REPLICATION", "BYPASSRLS", "CREATEROLE", "createdb"].map((word) =>
    inRole(
      "no-superuser",
      statements("creationStatements", `${CREATE} NOINHERIT ${word}`),
      `creation_statements give a role ${word.toUpperCase()}`,
    ),
  ),
  inRole(
    "no-superuser",
    statements("renewStatements", RENEW, 'ALTER ROLE "{{name}}" SUPERUSER'),
    "renew_statements give a role SUPERUSER",
  ),
  inRole(
    "no-superuser",
    statements("creationStatements", `${CREATE} IN ROLE "pg_write_all_data"`),
    "creation_statements give a role pg_write_all_data",
  ),
  inAccount(
    "no-superuser",
    assign("appdb/account", "roles", ["pg_execute_server_program"]),
    'role "vault_appdb" is a member of pg_execute_server_program',
  ),
  inAccount(
    "no-superuser",
    assign("appdb/account", "roles", ["pg_signal_backend"]),
    'role "vault_appdb" is a member of pg_signal_backend, which ends sessions of others, Vault\'s too',
  ),
  inAccount(
    "no-superuser",
    assign("appdb/account", "roles", ["pg_of_a_later_version"]),
    'role "vault_appdb" is a member of pg_of_a_later_version',
  ),
  [
    "no-superuser",
    override("appdb/issuer-owner", "grant_role", "pg_read_server_files"),
    "production/appdb/issuer-owner",
    'role "vault_appdb_issuer" is a member of pg_read_server_files',
  ],
  inRole(
    "no-grant-to-public",
    statements("creationStatements", CREATE, 'GRANT SELECT ON t TO "{{name}}", PUBLIC'),
    "creation_statements grant to PUBLIC",
  ),
  inRole(
    "no-grant-to-public",
    statements("renewStatements", RENEW, "GRANT SELECT ON t TO GROUP public"),
    "renew_statements grant to PUBLIC",
  ),
  inRole(
    "no-grant-to-public",
    statements("revocationStatements", ...REVOKE, 'GRANT "{{name}}" TO /* nobody */ PUBLIC'),
    "revocation_statements grant to PUBLIC",
  ),
  inMount(
    "lease-ttl-bounds",
    override("database/Resource", "max_lease_ttl_seconds", "99999999"),
    "max_lease_ttl_seconds is 99999999 s; the bounds are 15 min and 24 h",
  ),
  inMount(
    "lease-ttl-bounds",
    override("database/Resource", "default_lease_ttl_seconds", null),
    "default_lease_ttl_seconds is missing; Vault's own is 768 hours",
  ),
  inRole("lease-ttl-bounds", onRole("max_ttl", null), "max_ttl is missing; Vault's own is 768 hours"),
  inRole(
    "role-ttl-within-mount",
    (stack) => {
      override("database/Resource", "max_lease_ttl_seconds", "7200")(stack);
      override("database/appdb/app-readwrite/Resource", "max_ttl", "7200")(stack);
    },
    "max_ttl is 86400 s; its mount allows 7200 s",
  ),
];

const workloads: readonly BrokenProduction[] = [
  ...["root", "admin", "default"].map((name) =>
    inAppRole(
      "no-default-policy",
      assign(`${APPROLE}/Resource`, "tokenPolicies", [name]),
      `its policy "${name}" is not made in this stack`,
    ),
  ),
  inAppRole("bounded-secret-id", onAppRole("bind_secret_id", false), "the role ID alone logs in"),
  inAppRole("bounded-secret-id", onAppRole("bind_secret_id", "false"), "the role ID alone logs in"),
  inKubernetes(
    "no-wildcard-service-accounts",
    onKubernetes("bound_service_account_namespace_selector", "{}"),
    'bound_service_account_namespace_selector is "{}"',
  ),
  ...["app-?", "app-[ab]"].map((name) =>
    inKubernetes(
      "no-wildcard-service-accounts",
      assign(`${KUBERNETES}/Resource`, "boundServiceAccountNames", [name]),
      `bound_service_account_names is ["${name}"]`,
    ),
  ),
  inAppRole(
    "token-outlives-lease",
    onAppRole("token_explicit_max_ttl", 60),
    'its token lives 60 s, but a lease of "app-readwrite" 3600 s',
  ),
  inAppRole("bounded-secret-id", onAppRole("secret_id_ttl", 86_401), "a secret ID lives 86401 s"),
];

const passwords: readonly BrokenProduction[] = [
  inRole(
    "no-literal-password",
    statements(
      "creationStatements",
      `CREATE ROLE "{{name}}" PASSWORD 'hunter2' VALID UNTIL '{{expiration}}'`,
    ),
    "creation_statements set a literal password",
  ),
  [
    "no-literal-password",
    override(`${CONNECTION}/rotation`, "data_json", '{"root":{"password":"hunter2"}}'),
    `production/${CONNECTION}/rotation`,
    "password is a literal, in data_json",
  ],
  inConnection(
    "no-literal-password",
    onConnection("postgresql.password_wo", '${"hunter2"}'),
    "password_wo is a literal",
  ),
  inConnection(
    "no-literal-password",
    onConnection("postgresql.password_wo", '${trimspace("hunter2")}'),
    "password_wo is a literal",
  ),
  inConnection(
    "no-literal-password",
    onConnection("postgresql.password", "${var.root}"),
    "password goes into the state; password_wo does not",
  ),
  inConnection(
    "no-literal-password",
    onConnection("postgresql.private_key", "${var.root}"),
    "private_key goes into the state; a file on Vault's host does not",
  ),
  inCluster(
    "no-literal-password",
    override("kubernetes/config", "token_reviewer_jwt", "${var.reviewer}"),
    "token_reviewer_jwt goes into the state; token_reviewer_jwt_wo does not",
  ),
  inCluster(
    "no-literal-password",
    override("kubernetes/config", "token_reviewer_jwt_wo", "hunter2"),
    "token_reviewer_jwt_wo is a literal",
  ),
  inCluster(
    "ephemeral-variables",
    (stack) => {
      const variable = new TerraformVariable(stack, "reviewer", { type: "string", sensitive: true });
      override("kubernetes/config", "token_reviewer_jwt_wo", variable.stringValue)(stack);
    },
    'variable "reviewer" is not both sensitive and ephemeral',
  ),
  inAccount(
    "no-literal-password",
    override("appdb/account", "password", "${var.root}"),
    "password goes into the state; password_wo does not",
  ),
  inConnection(
    "ephemeral-variables",
    passwordFrom((variable) => Fn.trimspace(variable.stringValue), { sensitive: true }),
    'variable "root" is not both sensitive and ephemeral',
  ),
  inConnection(
    "ephemeral-variables",
    passwordFrom((variable) => `x-${variable.stringValue}`, {
      sensitive: true,
      ephemeral: true,
      default: "",
    }),
    'variable "root" has a default',
  ),
  inAccount(
    "ephemeral-variables",
    override("appdb/account", "password_wo", "${var.unknown}"),
    'variable "unknown" is not both sensitive and ephemeral',
  ),
  inConnection(
    "verified-tls",
    url(`${URL}?sslmode=disable&sslmode=verify-full`),
    "sslmode is disable, verify-full",
  ),
  inConnection("verified-tls", url(`${URL}?x=?sslmode=verify-full`), "the URL has no sslmode"),
  inConnection(
    "no-password-in-url",
    url(`${URL}?sslmode=verify-full&password=hunter2`),
    "a URL holds a password",
  ),
  inConnection(
    "no-password-in-url",
    url(`${URL}?sslmode=verify-full&p%61ssword=hunter2`),
    "a URL holds a password",
  ),
  [
    "no-literal-password",
    (stack) => void new TerraformVariable(stack, "db_password", { default: "hunter2" }),
    "production (variable db_password)",
    "it has a default",
  ],
];

const backend = (settings: object) => (stack: TerraformStack) =>
  stack.addOverride("terraform.backend", { s3: undefined, ...settings });
const inAudit = at("audit/file");

const resources: readonly BrokenProduction[] = [
  inStack(
    "remote-state",
    (stack) => stack.addOverride("terraform.backend.s3.encrypt", false),
    "its state in S3 is not encrypted",
  ),
  inStack(
    "remote-state",
    backend({ consul: { path: "x" } }),
    "nothing says that its state in consul is locked and encrypted",
  ),
  inStack(
    "remote-state",
    backend({ http: { address: "http://state", lock_address: "https://lock" } }),
    "its state goes over the network in the clear",
  ),
  inStack(
    "remote-state",
    backend({
      http: { address: "https://state", lock_address: "https://lock", skip_cert_verification: true },
    }),
    "its state goes to whoever answers: skip_cert_verification",
  ),
  ...["DISCARD", "/dev/null", "/dev/../dev//null", "/dev/full"].map((file) =>
    inAudit("kept-audit", override("audit/file", "options.file_path", file), `"${file}" keeps nothing`),
  ),
  ...["0644", "666", "0777"].map((mode) =>
    inAudit("kept-audit", override("audit/file", "options.mode", mode), `mode ${mode} lets everybody in`),
  ),
  inAudit("no-raw-audit", override("audit/file", "options.hmac_accessor", "false"), "hmac_accessor is false"),
  inAudit(
    "no-raw-audit",
    override("audit/file", "options.filter", "mount_type == kv"),
    "filter is mount_type == kv",
  ),
  inConnection(
    "distinct-user-names",
    onConnection("postgresql.username_template", "{{.RoleName}}-{{random 60}}"),
    "the names by its username_template have up to 74 characters",
  ),
  inConnection(
    "distinct-user-names",
    onConnection("postgresql.username_template", "{{.Anything}}-{{random 20}}"),
    "the names by its username_template have any number of characters",
  ),
  inConnection(
    "distinct-user-names",
    onConnection(
      "postgresql.username_template",
      '{{ printf "v-%s-%s" (.RoleName) (random 20) | truncate 18 }}',
    ),
    "the names by its username_template have 2 random characters",
  ),
  ...[
    ["0.0.0.0/1", "128.0.0.0/1"],
    ["::/0"],
    ["10.0.0.0/8", "::ffff:0:0/96"],
    ["0.0.0.0/2", "64.0.0.0/2", "1.2.3.4/32"],
  ].map((cidrs) =>
    inAppRole(
      "bound-networks",
      assign(`${APPROLE}/Resource`, "secretIdBoundCidrs", cidrs),
      `secret_id_bound_cidrs is ${cidrs.join(", ")}`,
    ),
  ),
  [
    "verified-vault-tls",
    override("vault", "address", "http://vault:8200"),
    "production (provider vault)",
    "its address is http",
  ],
  [
    "verified-tls",
    override("postgresql", "sslmode", "disable"),
    "production (provider postgresql)",
    "its sslmode is disable",
  ],
  [
    "no-superuser",
    override("postgresql", "superuser", true),
    "production (provider postgresql)",
    "it logs in as a superuser",
  ],
  inStack("audit-device", override("audit/syslog", "count", 0), "it has 1 kind of audit device, and needs 2"),
  inStack(
    "audit-device",
    override("audit/syslog", "for_each", {}),
    "it has 1 kind of audit device, and needs 2",
  ),
  inConnection(
    "root-rotation",
    override(`${CONNECTION}/rotation`, "count", 0),
    "its root password is never rotated",
  ),
  inStack(
    "remote-state",
    (stack) => stack.addOverride("terraform.backend", { http: { address: "https://state" }, s3: undefined }),
    "its state over HTTP is not locked",
  ),
];

/** What the rules forbid, spelled otherwise. */
export const OTHER_SPELLINGS: readonly BrokenProduction[] = [
  ...booleans,
  ...roles,
  ...workloads,
  ...passwords,
  ...resources,
];
