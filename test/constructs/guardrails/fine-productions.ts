import { generateKeyPairSync } from "node:crypto";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import {
  CloudBackend,
  NamedCloudWorkspace,
  S3Backend,
  TerraformLocal,
  TerraformOutput,
  type TerraformResource,
  type TerraformStack,
  TerraformVariable,
} from "cdktf";
import {
  type AppRoleAuth,
  type AppRoleWorkload,
  type AppRoleWorkloadProps,
  AuditDevice,
  AuditTrail,
  type DatabaseRole,
  DatabaseSecretsEngine,
  JwtAuth,
  JwtIssuer,
  JwtSubject,
  type IDatabaseSecretsEngine,
  Duration,
  type PostgresConnectionProps,
  PostgresDatabase,
  PostgresTls,
  RootCredential,
  TokenAuth,
  TransitSecretsEngine,
  VaultToken,
  workloadPolicy,
} from "../../../constructs";
import { creationStatements } from "../../../constructs/postgres/statements/creation";
import { policyOf, read } from "./broken-policies";
import {
  addAgent,
  addJob,
  addPooler,
  assign,
  at,
  CONNECTION,
  CREATE,
  override,
  ROLE,
} from "./broken-productions";

const { publicKey } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

const ownLeases = ["database/creds/app-readonly/*", "database/creds/app-readwrite/*"];

/** Grants the AppRole workload one role more. */
function grantReadonly({ node }: TerraformStack): void {
  const role = node
    .findChild("database")
    .node.findChild("appdb")
    .node.findChild("app-readonly") as DatabaseRole;
  role.grantRead(node.findChild("approle").node.findChild("myapp") as AppRoleWorkload);
}

/** Unusual, and right. */
const UNUSUAL: readonly [what: string, edit: (stack: TerraformStack) => void][] = [
  [
    "an agent that reaches Vault and PostgreSQL by proxies on its machine",
    addAgent(
      { vaultAddress: "http://127.0.0.1:8100" },
      { endpoint: { host: "localhost" }, sslMode: "disable" },
    ),
  ],
  ["a job of GitHub Actions that reads a role", addJob(() => undefined)],
  [
    "a job of an issuer whose keys are given, by its subject",
    (stack) => {
      const issuer = JwtIssuer.publicKeys({ issuer: "https://ci.acme.example", publicKeys: [publicKey] });
      const jobs = new JwtAuth(stack, "jobs", { issuer });
      const job = { boundTo: JwtSubject.of("pipeline:42"), audience: "vault", ttl: Duration.hours(1) };
      (at(stack, ROLE) as DatabaseRole).grantRead(jobs.addWorkload("nightly", job));
    },
  ],
  [
    "a key that nobody destroys, and one in an engine that is mounted elsewhere",
    (stack) => {
      new TransitSecretsEngine(stack, "transit", { preventDestroy: true }).addKey("cache");
      TransitSecretsEngine.fromPath(stack, "shared", "team-a/transit").addKey("cache");
    },
  ],
  [
    "booleans given as texts",
    (stack) => {
      override(`${CONNECTION}/Resource`, "verify_connection", "true")(stack);
      override(`${CONNECTION}/Resource`, "lifecycle.prevent_destroy", "true")(stack);
      override("approle/myapp/Resource", "bind_secret_id", "true")(stack);
      override("appdb/account", "superuser", "false")(stack);
      override("audit/file", "options.log_raw", "F")(stack);
    },
  ],
  [
    "a policy with its lists in another order",
    (stack) => {
      grantReadonly(stack);
      policyOf({
        "database/creds/app-readwrite": read,
        "database/creds/app-readonly": read,
        "sys/leases/renew": {
          allowed_parameters: { lease_id: [...ownLeases].reverse(), increment: [] },
          capabilities: ["update"],
        },
      })(stack);
    },
  ],
  [
    "a state in HCP Terraform",
    (stack) => {
      stack.node.children
        .filter((child) => child instanceof S3Backend)
        .forEach(({ node }) => stack.node.tryRemoveChild(node.id));
      new CloudBackend(stack, { organization: "acme", workspaces: new NamedCloudWorkspace("production") });
    },
  ],
  [
    "a state over HTTP that is locked",
    (stack) =>
      stack.addOverride("terraform.backend", {
        http: { address: "https://state", lock_address: "https://lock" },
        s3: undefined,
      }),
  ],
  ["a TTL as a text", override("database/Resource", "max_lease_ttl_seconds", "86400")],
];

const OWN_URL =
  "postgresql://{{username}}:{{password}}@postgres.production.internal:5432/appdb?sslmode=verify-full";
const lifecycle = { preventDestroy: true };
const RESOURCE = `${ROLE}/Resource`;

/** What the library writes to make a leased role, and besides it. */
const [OWN = "", AS_ITSELF = ""] = creationStatements({ group: "appdb_read_only", actsAsGroup: false });
const creates = (...sql: string[]) => assign(RESOURCE, "creationStatements", [...sql, AS_ITSELF]);
const url = (text: string) => override(`${CONNECTION}/Resource`, "postgresql.connection_url", text);
const onStack = (name: string, value: unknown) => (stack: TerraformStack) => stack.addOverride(name, value);
const gcs = (settings: object) =>
  onStack("terraform.backend", { s3: undefined, gcs: { bucket: "state", ...settings } });
const ownPolicy = (change: (rules: Record<string, unknown>) => void) => {
  const [readwrite] = [{ path: "database/creds/app-readwrite", kind: "leased" as const }];
  const { path } = JSON.parse(workloadPolicy([readwrite]).toJson()) as { path: Record<string, unknown> };
  change(path);
  return policyOf(path);
};
/** The policy of the workload, as a person would write it. */
const hcl = workloadPolicy([{ path: "database/creds/app-readwrite", kind: "leased" }])
  .toRules()
  .map(({ path, capabilities, allowedParameters }) => {
    const parameters = Object.entries(allowedParameters ?? {}).map(
      ([name, values]) => `    ${name} = ${JSON.stringify(values)}\n`,
    );
    const allowed = parameters.length ? `\n  allowed_parameters = {\n${parameters.join("")}  }` : "";
    return `path "${path}" {\n  capabilities = ${JSON.stringify(capabilities)}${allowed}\n}`;
  })
  .join("\n# and\n");

const ownEngine = ({ node }: TerraformStack) => node.findChild("database") as DatabaseSecretsEngine;
const importedEngine = (stack: TerraformStack) =>
  DatabaseSecretsEngine.fromPath(stack, "imported", "team-a/database");
const connect =
  (
    props: Partial<PostgresConnectionProps>,
    name = "other",
    engineIn: (stack: TerraformStack) => IDatabaseSecretsEngine = ownEngine,
  ) =>
  (stack: TerraformStack) => {
    engineIn(stack).addPostgresConnection(name, {
      database: new PostgresDatabase(stack, `${name}-db`, { databaseName: name, preventDestroy: true }),
      endpoint: { host: "postgres.production.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
      ...props,
    });
  };
const workload = (props: Partial<AppRoleWorkloadProps>) => (stack: TerraformStack) => {
  const added = (stack.node.findChild("approle") as AppRoleAuth).addWorkload("job", {
    secretIdTtl: Duration.minutes(5),
    token: VaultToken.periodic(Duration.hours(1)),
    ...props,
  });
  (at(stack, ROLE) as DatabaseRole).grantRead(added);
};

const told = (text: string): [what: string, edit: (stack: TerraformStack) => void] => [
  `the description: ${text}`,
  (stack) => void new TerraformVariable(stack, "x", { description: text }),
];

/** What looks as if it were wrong, and isn't. */
const LOOK_WRONG: readonly [what: string, edit: (stack: TerraformStack) => void][] = [
  [
    "a KV mount with TTLs of its own",
    (stack) =>
      void new Mount(stack, "kv", { path: "kv", type: "kv", maxLeaseTtlSeconds: 86_400 * 365, lifecycle }),
  ],
  [
    "a PKI mount without TTLs",
    (stack) => void new Mount(stack, "pki", { path: "pki", type: "pki", lifecycle }),
  ],
  ["an equal policy in HCL", override("approle/myapp/policy", "policy", hcl)],
  [
    "a workload that is given a token",
    (stack) => {
      const legacy = new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) });
      (at(stack, ROLE) as DatabaseRole).grantRead(legacy);
    },
  ],
  [
    "a workload that only makes secret IDs of another one, in a policy that says so in other words",
    (stack) => {
      const approle = stack.node.findChild("approle") as AppRoleAuth;
      const ci = approle.addWorkload("ci", {
        secretIdTtl: Duration.minutes(5),
        boundCidrs: ["10.0.0.0/8"],
        token: VaultToken.periodic(Duration.hours(1)),
      });
      (at(stack, "approle/myapp") as AppRoleWorkload).grantSecretId(ci);
      const secretId = `capabilities = ["update"] min_wrapping_ttl = 1 max_wrapping_ttl = "10m" denied_parameters = { "*" = [] }`;
      const policy = `path "auth/approle/role/myapp/secret-id" { ${secretId} }`;
      override("approle/ci/policy", "policy", policy)(stack);
    },
  ],
  ["a policy with denials", ownPolicy((rules) => (rules["secret/*"] = { capabilities: ["deny"] }))],
  ["a policy that allows less", ownPolicy((rules) => delete rules["auth/token/revoke-self"])],
  ["a revoked grant of a role called public-api", creates(OWN, 'REVOKE "public-api" FROM "{{name}}"')],
  ["the word SUPERUSER in a string", creates(OWN, `COMMENT ON ROLE "{{name}}" IS 'no SUPERUSER'`)],
  ["the word PUBLIC in a string", creates(OWN, `COMMENT ON ROLE "{{name}}" IS 'GRANT x TO PUBLIC'`)],
  ["the word PUBLIC in a comment", creates(`${OWN} -- not TO PUBLIC`)],
  ["statements with comments", creates(`/* a leased role */ ${OWN}`)],
  ["statements in another case", creates(OWN.replace("CREATE ROLE", "create role"))],
  ["statements on several lines", creates(OWN.replace(" INHERIT", "\n  INHERIT"))],
  ["one string with semicolons", creates(`${OWN}; ALTER ROLE "{{name}}" SET statement_timeout = '5min';`)],
  ["a statement timeout", creates(OWN, `ALTER ROLE "{{name}}" SET statement_timeout = '5min'`)],
  ["a lock timeout with TO", creates(OWN, `ALTER ROLE "{{name}}" SET lock_timeout TO 5000`)],
  ["an idle timeout", creates(OWN, `ALTER USER "{{name}}" SET idle_session_timeout = '1h'`)],
  [
    "transactions that only read",
    creates(OWN, `ALTER ROLE "{{name}}" SET default_transaction_read_only = on`),
  ],
  ["a timeout for issuing", creates("SET LOCAL lock_timeout = '5s'", OWN)],
  ["a connection limit", creates(OWN.replace("LOGIN", "LOGIN CONNECTION LIMIT 5"))],
  ["a connection limit in a statement of its own", creates(OWN, `ALTER ROLE "{{name}}" CONNECTION LIMIT 2`)],
  ["attributes that are refused in words", creates(OWN.replace("LOGIN", "LOGIN NOSUPERUSER NOCREATEDB"))],
  ["an option WITH", creates(OWN.replace(`"{{name}}"`, `"{{name}}" WITH`))],
  [
    "a renewal with a comment",
    assign(RESOURCE, "renewStatements", [`ALTER ROLE "{{name}}" VALID UNTIL '{{expiration}}' -- renewed`]),
  ],
  ["a connect timeout in the URL", url(`${OWN_URL}&connect_timeout=10`)],
  ["an application name in the URL", url(`${OWN_URL}&application_name=vault`)],
  ["parameters of the URL in another order", url(OWN_URL.replace("?", "?connect_timeout=10&"))],
  ["a mount's description", override("database/Resource", "description", "Leases, see the wiki")],
  told("Passwords: nobody knows them. Ask #platform for a token."),
  told("Its password is scram-sha-256 there; see the password policy V2Strict99"),
  told("Password: https://wiki.internal/Vault/Page42 tells how it is rotated"),
  told("The password is ${var.Root1Password}, or {{random20Chars}}"),
  ["an image by its digest", onStack("locals.image", "postgres:18@sha256:0123456789abcdef")],
  ["a member by its address", onStack("locals.member", "user:jane@example.com")],
  ["a host by an IPv6 address", override("postgresql", "host", "fd00::10")],
  ["an auth method's description", override("approle/Resource", "description", "For jobs")],
  ["service tokens in words", override("approle/myapp/Resource", "token_type", "service")],
  [
    "tokens that are bound to a network",
    override("approle/myapp/Resource", "token_bound_cidrs", ["10.0.0.0/8"]),
  ],
  ["a mount of service tokens", override("approle/Resource", "tune", [{ token_type: "default-service" }])],
  [
    "a role that waits for more",
    (stack) => void (at(stack, RESOURCE) as TerraformResource).dependsOn?.push("vault_audit.x"),
  ],
  ["a connection limit of a PostgreSQL role", override("appdb/account", "connection_limit", 20)],
  ["an argument that is empty", override("appdb/account", "roles_of_old", [])],
  ["resources of other providers", onStack("resource.aws_s3_bucket.logs", { bucket: "logs" })],
  ["a data source of another provider", onStack("data.aws_caller_identity.me", {})],
  ["a remote state of somebody else", onStack("data.terraform_remote_state.network", { backend: "s3" })],
  ["an output of a path", (stack) => void new TerraformOutput(stack, "engine", { value: "database" })],
  [
    "an output of the mount",
    (stack) => void new TerraformOutput(stack, "mount", { value: "${vault_mount.database_EBDE4557.path}" }),
  ],
  ["a local with a name", (stack) => void new TerraformLocal(stack, "token_header", "X-Request-Id")],
  [
    "a variable for a name of a secret",
    (stack) => void new TerraformVariable(stack, "tls_secret_name", { default: "vault-tls" }),
  ],
  [
    "a variable for a length of passwords",
    (stack) => void new TerraformVariable(stack, "password_length", { default: 48 }),
  ],
  [
    "a token from the environment's variable",
    (stack) =>
      override(
        "vault",
        "token",
        new TerraformVariable(stack, "vault_token", { sensitive: true }).stringValue,
      )(stack),
  ],
  ["a provider with an https address and a CA", override("vault", "ca_cert_file", "/etc/ssl/vault.pem")],
  ["a provider of PostgreSQL that verifies", override("postgresql", "sslmode", "verify-full")],
  ["a provider of PostgreSQL that is no superuser", override("postgresql", "superuser", false)],
  [
    "a header of Vault's provider with a ticket",
    override("vault", "headers", [{ name: "X-Change-Ticket", value: "OPS-1234" }]),
  ],
  [
    "a secret of another store by its name",
    (stack) => {
      stack.addOverride("ephemeral.aws_secretsmanager_secret_version.x", { secret_id: "postgres/root" });
      stack.addOverride("data.aws_secretsmanager_secret.x", { secret_id: "postgres/root" });
    },
  ],
  ["an imported engine, which keeps no connection", connect({}, "other", importedEngine)],
  ["a host with an underscore", connect({ endpoint: { host: "postgres_primary.internal" } })],
  ["a host with a final dot", connect({ endpoint: { host: "postgres.production.internal." } })],
  ["user names with a role's name whole", connect({ usernameTemplate: "{{.RoleName}}-{{random 20}}" })],
  [
    "user names by a format",
    connect({ usernameTemplate: '{{printf "v-%s-%s" (.RoleName | truncate 8) (random 20) | truncate 63}}' }),
  ],
  ["user names with a UUID", connect({ usernameTemplate: "v-{{uuid}}" })],
  [
    "a static role that its pooler reads alone",
    (stack) => {
      const approle = stack.node.findChild("approle") as AppRoleAuth;
      const token = VaultToken.periodic(Duration.hours(1));
      addPooler(stack).grantRead(approle.addWorkload("pooler", { secretIdTtl: Duration.minutes(10), token }));
    },
  ],
  ["networks of one's own", workload({ boundCidrs: ["10.0.0.0/8", "172.16.0.0/12", "fd00::/8"] })],
  [
    "a token that ends",
    workload({ token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(4) }) }),
  ],
  ["an audit file that a group reads", override("audit/file", "options.mode", "0600")],
  [
    "an audit of everything on the process's output",
    (stack) =>
      void new AuditTrail(stack, "more", {
        devices: [AuditDevice.socket({ address: "logs.internal:9090" })],
      }),
  ],
  ["a state in Google Cloud", gcs({})],
  [
    "a state in Google Cloud that a key of KMS encrypts",
    gcs({ kms_encryption_key: "projects/p/cryptoKeys/k" }),
  ],
  ["a state in S3 for the bucket's owner", onStack("terraform.backend.s3.acl", "bucket-owner-full-control")],
  ["a state in S3 that DynamoDB locks", onStack("terraform.backend.s3.dynamodb_table", "locks")],
];

/** Nobody has to acknowledge anything for these. */
export const FINE_PRODUCTIONS = [...UNUSUAL, ...LOOK_WRONG];

/** No construct describes it, and no other rule finds anything. */
export const MISREAD_PRODUCTIONS: readonly [what: string, edit: (stack: TerraformStack) => void][] = [
  [
    "a leased role with NOSUPERUSER in a group called replication",
    assign(`${ROLE}/Resource`, "creationStatements", [
      `${CREATE} NOSUPERUSER NOCREATEDB IN ROLE "replication" -- no SUPERUSER`,
    ]),
  ],
  [
    "a grant in a schema called public",
    assign(`${ROLE}/Resource`, "creationStatements", [
      CREATE,
      'GRANT SELECT ON ALL TABLES IN SCHEMA app, public TO "{{name}}"',
    ]),
  ],
];
