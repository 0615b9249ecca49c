type Block = Record<string, unknown>;

/** A `cdk.tf.json`, to be edited. */
export interface Config {
  terraform: Block & { required_providers: Record<string, Block>; required_version?: unknown };
  provider: Record<string, Block[]>;
  variable?: Record<string, Block>;
  output?: Record<string, Block>;
  ephemeral: Record<string, Record<string, Block>>;
  resource: Record<string, Record<string, Block>>;
}

export type Edit = (config: Config) => void;

/** An edit that has no meaning in a rehearsal, and the lines that say so. */
type Refusal = readonly [what: string, edit: Edit, ...lines: string[]];

/** Edits the first resource of a type. */
export const resource =
  (type: string, change: Block): Edit =>
  ({ resource: { [type]: named = {} } }) =>
    void Object.assign(Object.values(named)[0] ?? {}, change);

/** Takes an argument out of the first resource of a type. */
const without =
  (type: string, argument: string): Edit =>
  ({ resource: { [type]: named = {} } }) =>
    void Reflect.deleteProperty(Object.values(named)[0] ?? {}, argument);

const CONNECTION = "vault_database_secret_backend_connection";
const ROLE = "vault_database_secret_backend_role";
const APPROLE = "vault_approle_auth_backend_role";
const CLUSTER = "vault_kubernetes_auth_backend_config";

/** Edits what is in the connection's block. */
const connection =
  (change: Block): Edit =>
  ({ resource: { [CONNECTION]: named = {} } }) =>
    void Object.assign(Object.values(named)[0]?.postgresql ?? {}, change);

const ADDRESS = {
  [CONNECTION]: `${CONNECTION}.database_appdb_70D48C21`,
  [ROLE]: `${ROLE}.database_appdb_app-migrator_1A7AC243`,
  [APPROLE]: `${APPROLE}.approle_myapp_FB124E79`,
  [CLUSTER]: `${CLUSTER}.kubernetes_config_E03FE477`,
  vault_mount: "vault_mount.database_EBDE4557",
  vault_policy: "vault_policy.approle_myapp_policy_750DCB13",
  vault_audit: "vault_audit.audit_file_BDE7074F",
  vault_auth_backend: "vault_auth_backend.approle_C233B4AB",
  vault_generic_endpoint: "vault_generic_endpoint.database_appdb_rotation_4E1A0BBC",
  vault_kubernetes_auth_backend_role: "vault_kubernetes_auth_backend_role.kubernetes_myapp_810B1E49",
  postgresql_role: "postgresql_role.appdb_account_9087196E",
  postgresql_database: "postgresql_database.appdb_3BA0D22D",
  postgresql_grant: "postgresql_grant.appdb_account-connect_EB9669ED",
  postgresql_grant_role: "postgresql_grant_role.appdb_issuer-owner_AE0D609D",
  postgresql_default_privileges: "postgresql_default_privileges.appdb_public-routines_C6BF5CE5",
} as const;
type Type = keyof typeof ADDRESS;

/** An argument that no handler has a meaning for. */
const unknown = (type: Type, argument: string, value: unknown): Refusal => [
  `${argument} of ${type}`,
  resource(type, { [argument]: value }),
  `${ADDRESS[type]}: argument "${argument}" is not known`,
];

const inConnection = (argument: string, value: unknown): Refusal => [
  `${argument} in a connection's block`,
  connection({ [argument]: value }),
  `${ADDRESS[CONNECTION]}: argument "postgresql.${argument}" is not known`,
];

/** A value of another kind. */
const wrong = (type: Type, argument: string, value: unknown, problem: string): Refusal => [
  `${argument} of ${type} that ${problem}`,
  resource(type, { [argument]: value }),
  `${ADDRESS[type]}: argument "${argument}" ${problem}`,
];

const missing = (type: Type, argument: string): Refusal => [
  `${argument} of ${type} that is missing`,
  without(type, argument),
  `${ADDRESS[type]}: argument "${argument}" is missing`,
];

const ignored = (type: Type, argument: string): Refusal => [
  `changes of ${argument} of ${type} that are overlooked`,
  resource(type, { lifecycle: { ignore_changes: [argument] } }),
  `${ADDRESS[type]}: argument "lifecycle.ignore_changes" names "${argument}", of which later changes would never be applied`,
];

const lifecycle = (argument: string, value: unknown): Refusal => [
  `${argument} in a lifecycle`,
  resource("vault_mount", { lifecycle: { [argument]: value } }),
  `${ADDRESS.vault_mount}: argument "lifecycle.${argument}" is not known`,
];

/** A text in a policy that Terraform would evaluate. */
const expression = (text: string): Refusal => [
  `the expression ${text}`,
  resource("vault_policy", { policy: `path ${text}` }),
  `${ADDRESS.vault_policy}: expression "${text}" is not known`,
];

const endpoint = (path: string): Refusal => [
  `a generic endpoint at ${path}`,
  resource("vault_generic_endpoint", { path }),
  `${ADDRESS.vault_generic_endpoint}: argument "path" is "${path}", which is not rotate-root of a connection that is rotated`,
];

const endpointData = (data: string): Refusal => [
  `a generic endpoint with ${data}`,
  resource("vault_generic_endpoint", { data_json: data }),
  `${ADDRESS.vault_generic_endpoint}: argument "data_json" is not {"generation": <a number>}`,
];

const provider = (name: string, change: Block, problem: string): Refusal => [
  `provider ${name} with ${JSON.stringify(change)}`,
  ({ provider: { [name]: blocks = [] } }) => void Object.assign(blocks[0] ?? {}, change),
  `provider.${name}: ${problem}`,
];

const requirement = (name: string, change: Block, problem: string): Refusal => [
  `provider ${name} that is required as ${JSON.stringify(change)}`,
  ({ terraform }) => void Object.assign((terraform.required_providers[name] ??= {}), change),
  `terraform: argument "required_providers.${name}${problem}`,
];

const variable = (change: Block, problem: string): Refusal => [
  `a variable with ${JSON.stringify(change)}`,
  (config) => void Object.assign((config.variable ??= {}), { more: change }),
  `var.more: argument ${problem}`,
];

const output = (change: Block, problem: string): Refusal => [
  `an output with ${JSON.stringify(change)}`,
  (config) => void (config.output = { more: change }),
  `output.more: ${problem}`,
];

const terraformVersion = (version: unknown, given: string): Refusal => [
  `Terraform that is required as ${String(version)}`,
  ({ terraform }) => void (terraform.required_version = version),
  `terraform: argument "required_version" ${given}: write-only arguments need ">= 1.11.0"`,
];

export const REFUSALS: readonly Refusal[] = [
  // Meta-arguments.
  unknown("vault_mount", "count", 0),
  unknown("vault_policy", "for_each", ["a"]),
  unknown("vault_policy", "provisioner", [{ "local-exec": { command: "true" } }]),
  unknown("postgresql_role", "connection", { host: "elsewhere" }),
  unknown("postgresql_database", "timeouts", { create: "1m" }),
  lifecycle("replace_triggered_by", ["vault_policy.app"]),
  lifecycle("precondition", [{ condition: false, error_message: "no" }]),
  lifecycle("postcondition", [{ condition: false, error_message: "no" }]),
  wrong("vault_mount", "lifecycle", "all", 'is "all" instead of one block'),
  wrong("vault_mount", "lifecycle", [{}, {}], "is a list instead of one block"),
  ignored(ROLE, "creation_statements"),
  ignored(ROLE, "revocation_statements"),
  ignored(CONNECTION, "allowed_roles"),
  ignored("vault_policy", "policy"),
  ignored("vault_audit", "options"),
  ignored("postgresql_role", "roles"),
  ignored("vault_mount", "roles"),
  [
    "changes of everything that are overlooked",
    resource(ROLE, { lifecycle: { ignore_changes: "all" } }),
    `${ADDRESS[ROLE]}: argument "lifecycle.ignore_changes" is "all" instead of a list`,
  ],
  [
    "a protection that is none",
    resource("vault_mount", { lifecycle: { prevent_destroy: "sometimes" } }),
    `${ADDRESS.vault_mount}: argument "lifecycle.prevent_destroy" is "sometimes" instead of true or false`,
  ],
  wrong("vault_mount", "depends_on", ADDRESS.vault_policy, "is another text instead of a list"),
  [
    "a resource that waits for what isn't there",
    resource("vault_mount", { depends_on: ["vault_mount.nothing"] }),
    `${ADDRESS.vault_mount}: depends_on names "vault_mount.nothing", which is not in the stack`,
  ],
  [
    "resources that wait for each other",
    (config) => {
      resource("vault_mount", { depends_on: [ADDRESS.vault_policy] })(config);
      resource("vault_policy", { depends_on: [ADDRESS.vault_mount] })(config);
    },
    `a circle of resources that wait for each other: ${ADDRESS.vault_mount} → ${ADDRESS.vault_policy} → ${ADDRESS.vault_mount}`,
  ],
  wrong(
    "vault_mount",
    "provider",
    "vault.other",
    'names "vault.other", which is not a provider of it in the stack',
  ),
  wrong(
    "vault_mount",
    "provider",
    "postgresql",
    'names "postgresql", which is not a provider of it in the stack',
  ),
  wrong(
    "postgresql_role",
    "provider",
    "postgresql.other",
    'names "postgresql.other", which is not a provider of it in the stack',
  ),
  // Arguments of resources.
  [
    "a resource of another type",
    ({ resource: resources }) => void (resources.vault_token = { more: {} }),
    'vault_token.more: resource type "vault_token" is not known',
  ],
  unknown("vault_mount", "seal_wrap", true),
  unknown("vault_mount", "local", true),
  unknown("vault_mount", "options", { version: "2" }),
  unknown("vault_mount", "audit_non_hmac_request_keys", ["password"]),
  unknown("vault_auth_backend", "tune", { token_type: "batch" }),
  unknown("vault_auth_backend", "local", true),
  unknown(APPROLE, "role_id", "known-to-all"),
  unknown(APPROLE, "token_bound_cidrs", ["0.0.0.0/0"]),
  unknown("vault_kubernetes_auth_backend_role", "bound_service_account_namespace_selector", "{}"),
  unknown(CLUSTER, "issuer", "anybody"),
  unknown(CLUSTER, "pem_keys", []),
  unknown(CLUSTER, "use_annotations_as_alias_metadata", true),
  unknown("vault_generic_endpoint", "ignore_absent_fields", true),
  unknown("vault_generic_endpoint", "write_fields", ["password"]),
  unknown(ROLE, "credential_type", "rsa_private_key"),
  unknown(CONNECTION, "mysql", { connection_url: "mysql://" }),
  unknown(CONNECTION, "data", { connection_url: "postgresql://" }),
  unknown(CONNECTION, "plugin_name", "other"),
  inConnection("self_managed", true),
  inConnection("disable_escaping", true),
  inConnection("password", "first"),
  inConnection("auth_type", "gcp_iam"),
  inConnection("service_account_json", "{}"),
  inConnection("private_key", "key"),
  inConnection("tls_certificate", "certificate"),
  unknown("postgresql_database", "owner", "somebody"),
  unknown("postgresql_database", "template", "other"),
  unknown("postgresql_database", "allow_connections", false),
  unknown("postgresql_role", "password", "first"),
  unknown("postgresql_role", "valid_until", "2030-01-01"),
  unknown("postgresql_role", "skip_reassign_owned", true),
  // Values of another kind.
  missing(CONNECTION, "postgresql"),
  missing(ROLE, "creation_statements"),
  missing("vault_audit", "path"),
  missing("vault_generic_endpoint", "disable_read"),
  missing("postgresql_grant", "privileges"),
  wrong(CONNECTION, "allowed_roles", "*", 'is "*" instead of a list'),
  wrong(CONNECTION, "verify_connection", "perhaps", 'is "perhaps" instead of true or false'),
  wrong(ROLE, "creation_statements", "CREATE ROLE", 'is "CREATE ROLE" instead of a list'),
  wrong(ROLE, "default_ttl", "1h", 'is "1h" instead of a number'),
  wrong(ROLE, "credential_config", ["letters"], "is a list instead of an object"),
  wrong("vault_policy", "policy", { path: {} }, "is an object instead of a text"),
  wrong("vault_audit", "type", "http", 'is "http" instead of "file" or "syslog" or "socket"'),
  wrong("vault_generic_endpoint", "disable_delete", false, "is false instead of true"),
  wrong("postgresql_role", "login", "no", 'is "no" instead of true or false'),
  wrong("postgresql_role", "roles", [["a"]], "[0] is a list instead of a text").map((part) =>
    typeof part === "string" ? part.replace('roles" [0]', 'roles[0]"') : part,
  ) as unknown as Refusal,
  [
    "a privilege that isn't one",
    resource("postgresql_grant", { privileges: ["SELECT; DROP DATABASE appdb"] }),
    `${ADDRESS.postgresql_grant}: argument "privileges[0]" is "SELECT; DROP DATABASE appdb" instead of ${[
      "ALL",
      "SELECT",
      "INSERT",
      "UPDATE",
      "DELETE",
      "TRUNCATE",
      "REFERENCES",
      "TRIGGER",
      "USAGE",
      "CREATE",
      "CONNECT",
      "TEMPORARY",
      "EXECUTE",
    ]
      .map((privilege) => `"${privilege}"`)
      .join(" or ")}`,
  ],
  wrong(
    "postgresql_grant",
    "object_type",
    "foreign_server",
    'is "foreign_server" instead of "database" or "schema" or "table" or "column" or "sequence" or "function" or "procedure" or "routine"',
  ),
  wrong(
    "postgresql_default_privileges",
    "object_type",
    "tables",
    'is "tables" instead of "table" or "sequence" or "function" or "routine" or "type" or "schema"',
  ),
  wrong(
    APPROLE,
    "token_type",
    "root",
    'is "root" instead of "default" or "service" or "batch" or "default-service" or "default-batch"',
  ),
  // What a generic endpoint writes.
  endpoint("auth/token/roles/admin"),
  endpoint("sys/policies/acl/default"),
  endpoint("database/rotate-root/other"),
  endpoint("database/rotate-role/appdb"),
  endpoint("other/rotate-root/appdb"),
  endpointData('{"generation":1,"force":true}'),
  endpointData('{"generation":"one"}'),
  endpointData("[]"),
  endpointData("generation"),
  // Expressions.
  expression('${timestamp("a")}'),
  expression('${join("a", "b")}'),
  expression("%{ if true }"),
  expression("%{"),
  expression("${"),
  expression("${path.module}"),
  expression("${terraform.workspace}"),
  [
    "an expression in a name",
    resource("vault_audit", { options: { "${var.kubernetes_ca}": "yes" } }),
    `${ADDRESS.vault_audit}: expression "\${var.kubernetes_ca}" is not known`,
  ],
  [
    "a variable that isn't there",
    resource("vault_policy", { policy: "${var.nothing}" }),
    `${ADDRESS.vault_policy}: "\${var.nothing}" refers to nothing in the stack`,
  ],
  [
    "a resource that isn't there",
    resource("vault_policy", { policy: "${vault_mount.nothing.path}" }),
    `${ADDRESS.vault_policy}: "\${vault_mount.nothing.path}" refers to nothing in the stack`,
    `${ADDRESS.vault_policy}: depends_on names "vault_mount.nothing", which is not in the stack`,
  ],
  [
    "what is ephemeral in what is kept",
    resource("vault_policy", {
      policy: "${ephemeral.random_password.database_appdb_password_1BD4607C.result}",
    }),
    `${ADDRESS.vault_policy}: argument "policy" can't keep "\${ephemeral.random_password.database_appdb_password_1BD4607C.result}", which is ephemeral`,
  ],
  [
    "an ephemeral variable in what is kept",
    ({ variable: { kubernetes_ca: ca = {} } = {} }) => void (ca.ephemeral = true),
    `${ADDRESS[CLUSTER]}: argument "kubernetes_ca_cert" can't keep "\${var.kubernetes_ca}", which is ephemeral`,
  ],
  // Other blocks.
  provider("vault", { alias: "other" }, 'argument "alias" is not known'),
  provider("vault", { token: "root" }, 'argument "token" is not known'),
  provider(
    "vault",
    { headers: [{ name: "X-Vault-Token", value: "root" }] },
    'argument "headers" is not known',
  ),
  provider("vault", { auth_login: { path: "auth/userpass/login/a" } }, 'argument "auth_login" is not known'),
  provider("vault", { skip_child_token: true }, 'argument "skip_child_token" is not known'),
  provider(
    "postgresql",
    { password: "first" },
    'argument "password" is not a variable alone, as a secret has to be',
  ),
  provider(
    "postgresql",
    { superuser: "perhaps" },
    'argument "superuser" is "perhaps" instead of true or false',
  ),
  provider("postgresql", { aws_rds_iam_auth: true }, 'argument "aws_rds_iam_auth" is not known'),
  provider("random", { seed: "1" }, 'argument "seed" is not known'),
  [
    "a provider that is there twice",
    ({ provider: { postgresql = [] } }) => void postgresql.push({}),
    "provider.postgresql: it is there twice",
  ],
  [
    "a provider of another kind",
    (config) => void (config.provider.aws = [{}]),
    "provider.aws: the provider is not known",
    'terraform: argument "required_providers.aws" is missing',
  ],
  requirement(
    "vault",
    { source: "somebody/vault" },
    '.source" is "somebody/vault" instead of "hashicorp/vault"',
  ),
  requirement(
    "postgresql",
    { source: "hashicorp/postgresql" },
    '.source" is "hashicorp/postgresql" instead of "cyrilgdn/postgresql"',
  ),
  requirement(
    "vault",
    { version: ">= 1" },
    '.version" is ">= 1", which lets in others than version 5 from 5.6 on',
  ),
  requirement(
    "postgresql",
    { version: "1.22.0" },
    '.version" is "1.22.0", which lets in others than version 1 from 1.26 on',
  ),
  requirement(
    "vault",
    { version: "4.2.0" },
    '.version" is "4.2.0", which lets in others than version 5 from 5.6 on',
  ),
  requirement("vault", { version: undefined }, '.version" is missing'),
  requirement("vault", { configuration_aliases: [] }, '.configuration_aliases" is not known'),
  requirement("aws", { source: "hashicorp/aws", version: "5.0.0" }, '" is not known'),
  terraformVersion(undefined, "is missing"),
  terraformVersion(">= 1.5", 'is ">= 1.5"'),
  terraformVersion("< 2.0", 'is "< 2.0"'),
  [
    "experiments of Terraform",
    ({ terraform }) => void (terraform.experiments = ["x"]),
    'terraform: argument "experiments" is not known',
  ],
  variable({ validation: [{ condition: true }] }, '"validation" is not known'),
  variable({ sensitive: "perhaps" }, '"sensitive" is "perhaps" instead of true or false'),
  variable({ type: "number", default: "many" }, '"default" is "many" instead of a number'),
  variable({ type: ["string"] }, '"type" is a list instead of a text'),
  output({ description: "nothing" }, 'argument "value" is missing'),
  output({ value: "1", precondition: {} }, 'argument "precondition" is not known'),
  output({ value: "${var.nothing}" }, '"${var.nothing}" refers to nothing in the stack'),
  output(
    { value: "${ephemeral.random_password.database_appdb_password_1BD4607C.result}" },
    'argument "value" can\'t keep "${ephemeral.random_password.database_appdb_password_1BD4607C.result}", which is ephemeral',
  ),
  [
    "a state that is kept in two places",
    ({ terraform }) => void Object.assign(terraform, { backend: { local: {}, s3: {} } }),
    'terraform: the state can\'t be kept in backend "local" and in backend "s3"',
  ],
  [
    "a state that is kept in a backend and in the cloud",
    ({ terraform }) => void Object.assign(terraform, { backend: { s3: {} }, cloud: {} }),
    'terraform: the state can\'t be kept in backend "s3" and in cloud',
  ],
  [
    "a first password that is short",
    ({ ephemeral }) =>
      void Object.assign(Object.values(ephemeral.random_password ?? {})[0] ?? {}, { length: 3 }),
    'ephemeral.random_password.database_appdb_password_1BD4607C: argument "length" is 3 instead of 20 or more',
  ],
  [
    "a rotation of another generation",
    resource("vault_generic_endpoint", { data_json: '{"generation":2}' }),
    `${ADDRESS[CONNECTION]}: the password's versions differ: 1, 1, 2`,
  ],
  [
    "a rotation that speaks of functions where there are none",
    resource("vault_generic_endpoint", { data_json: '{"generation":1,"functions":"0"}' }),
    `${ADDRESS.vault_generic_endpoint}: argument "data_json.functions" is "0" instead of nothing`,
  ],
  [
    "a connection's password of another generation",
    connection({ password_wo_version: 7 }),
    `${ADDRESS[CONNECTION]}: the password's versions differ: 7, 1, 1`,
  ],
  [
    "an account's password of another generation",
    resource("postgresql_role", { password_wo_version: "7" }),
    `${ADDRESS[CONNECTION]}: the password's versions differ: 1, 7, 1`,
  ],
];
