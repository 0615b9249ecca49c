import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Policy } from "@cdktf/provider-vault/lib/policy";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import {
  Aspects,
  type App,
  Fn,
  Lazy,
  type LocalExecProvisioner,
  TerraformDataSource,
  TerraformHclModule,
  TerraformLocal,
  TerraformOutput,
  type TerraformElement,
  type TerraformResource,
  TerraformStack,
  TerraformVariable,
  Token,
} from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  AppRoleAuth,
  AuditDevice,
  AuditTrail,
  type DatabaseRole,
  Duration,
  Guardrails,
  type PostgresConnection,
  Privileges,
  VaultToken,
} from "../../../constructs";
import { creationStatements } from "../../../constructs/postgres/statements/creation";
import { assign, at, CONNECTION, CREATE, override, remove, ROLE } from "./broken-productions";

/** Something that somebody does to production so that nobody notices, and the rule that does. */
export type WayRound = readonly [what: string, edit: (stack: TerraformStack, app: App) => void, rule: string];

type Edit = WayRound[1];

const CONNECTION_RESOURCE = `${CONNECTION}/Resource`;
const ROLE_RESOURCE = `${ROLE}/Resource`;
const OWN_URL =
  "postgresql://{{username}}:{{password}}@postgres.production.internal:5432/appdb?sslmode=verify-full";

const byHand = (type: string, attributes: object = {}): WayRound => [
  `a ${type} by hand`,
  (stack) => stack.addOverride(`resource.${type}.extra`, { name: "extra", ...attributes }),
  "undescribed",
];

/** Sets things on every resource of a type, once the stack is synthesized. */
const aspect =
  (type: string, change: (resource: TerraformResource) => void): Edit =>
  (stack) =>
    Aspects.of(stack).add({
      visit: (node: IConstruct) => {
        const resource = node as TerraformResource;
        if (resource.terraformResourceType === type) change(resource);
      },
    });

const creates = (...sql: string[]): Edit => assign(ROLE_RESOURCE, "creationStatements", sql);
const alsoRuns = (...sql: string[]): Edit =>
  creates(...creationStatements({ group: "appdb_read_only", actsAsGroup: false }), ...sql);
const revokes =
  (change: (list: string[]) => string[]): Edit =>
  (stack) => {
    const role = at(stack, ROLE_RESOURCE) as unknown as {
      revocationStatements: string[];
      revocationStatementsInput: string[];
    };
    role.revocationStatements = change(role.revocationStatementsInput);
  };
const policy = (text: string): Edit => override("approle/myapp/policy", "policy", text);

const RESOURCES: readonly WayRound[] = [
  byHand("vault_policy", { policy: 'path "*" { capabilities = ["sudo"] }' }),
  byHand("vault_token"),
  byHand("vault_token_auth_backend_role", { allowed_policies: ["root"] }),
  byHand("vault_generic_endpoint", { path: "auth/token/roles/root", data_json: "{}" }),
  byHand("vault_generic_secret", { data_json: "{}" }),
  byHand("vault_auth_backend", { type: "userpass" }),
  byHand("vault_jwt_auth_backend_role"),
  byHand("vault_github_team"),
  byHand("vault_ldap_auth_backend"),
  byHand("vault_identity_group_policies"),
  byHand("vault_identity_entity_alias"),
  byHand("vault_approle_auth_backend_role_secret_id"),
  byHand("vault_approle_auth_backend_login"),
  byHand("vault_database_secret_backend_static_role"),
  byHand("vault_database_secrets_mount"),
  byHand("vault_mount", {
    type: "database",
    path: "other",
    default_lease_ttl_seconds: 3600,
    max_lease_ttl_seconds: 3600,
  }),
  byHand("vault_mount", { type: "${var.engine}", path: "other" }),
  byHand("vault_transit_secret_backend_key", { backend: "transit", name: "other", exportable: true }),
  byHand("vault_audit_request_header"),
  byHand("vault_egp_policy"),
  byHand("vault_namespace"),
  byHand("vault_a_type_of_the_next_version"),
  byHand("postgresql_function"),
  byHand("postgresql_extension"),
  byHand("postgresql_publication"),
  byHand("postgresql_user_mapping"),
  byHand("postgresql_grant", { role: "app", privileges: ["ALL"] }),
  byHand("postgresql_default_privileges", { role: "app", privileges: ["ALL"] }),
  byHand("postgresql_security_label"),
  [
    "an ephemeral resource of Vault's",
    (stack) => stack.addOverride("ephemeral.vault_kv_secret_v2.x", { mount: "secret" }),
    "undescribed",
  ],
  [
    "a role by a class of one's own, which hides its type from whoever looks at classes",
    (stack) => void new (class extends Role {})(stack, "x", { name: "x", login: true }),
    "undescribed",
  ],
  [
    "a policy in a construct of one's own",
    (stack) => void new Policy(new Construct(stack, "mine"), "p", { name: "p", policy: "" }),
    "undescribed",
  ],
  [
    "a data source of Vault's",
    (stack) => void new TerraformDataSource(stack, "d", { terraformResourceType: "vault_kv_secret_v2" }),
    "undescribed",
  ],
  [
    "a data source in a check",
    (stack) => stack.addOverride("check.x", { data: { vault_generic_secret: { y: { path: "secret/x" } } } }),
    "undescribed",
  ],
  [
    "a data source that runs a program",
    (stack) => stack.addOverride("data.external.x", { program: ["sh"] }),
    "undescribed",
  ],
  [
    "a module",
    (stack) => void new TerraformHclModule(stack, "m", { source: "acme/vault/any", version: "1.0.0" }),
    "undescribed",
  ],
  [
    "another provider of Vault's",
    (stack) => void new VaultProvider(stack, "v2", { alias: "other" }),
    "undescribed",
  ],
  [
    "a resource that another provider of Vault's makes",
    override("approle/Resource", "provider", "vault.other"),
    "undescribed",
  ],
  [
    "a program that runs after a resource of the library is made",
    (stack) => {
      const resource = at(stack, ROLE_RESOURCE) as TerraformResource;
      resource.provisioners = [{ type: "local-exec", command: "vault write …" } as LocalExecProvisioner];
    },
    "undescribed",
  ],
  [
    "a program that runs after any resource",
    (stack) =>
      stack.addOverride("resource.null_resource.x.provisioner", [{ "local-exec": { command: "psql" } }]),
    "undescribed",
  ],
  [
    "a construct that makes it when it is told to render",
    (stack) =>
      void new (class extends Construct {
        constructor() {
          super(stack, "late");
          Aspects.of(this).add({
            visit: () =>
              this.node.tryFindChild("m") ??
              new Mount(this, "m", {
                path: "x",
                type: "database",
                defaultLeaseTtlSeconds: 3600,
                maxLeaseTtlSeconds: 3600,
              }),
          });
        }
      })(),
    "undescribed",
  ],
];

const ARGUMENTS: readonly WayRound[] = [
  [
    "an override of a nested argument",
    override(CONNECTION_RESOURCE, "postgresql.disable_escaping", true),
    "undescribed",
  ],
  [
    "an override on the stack",
    (stack) => {
      const { friendlyUniqueId } = at(stack, CONNECTION_RESOURCE) as TerraformElement;
      stack.addOverride(
        `resource.vault_database_secret_backend_connection.${friendlyUniqueId}.allowed_roles`,
        ["*"],
      );
    },
    "undescribed",
  ],
  [
    "an aspect",
    aspect("vault_database_secret_backend_connection", (resource) =>
      resource.addOverride("plugin_name", "mine"),
    ),
    "undescribed",
  ],
  [
    "an aspect that sets a property",
    aspect("vault_auth_backend", (resource) => Object.assign(resource, { local: true })),
    "undescribed",
  ],
  [
    "an aspect that an aspect adds below",
    (stack) =>
      Aspects.of(at(stack, CONNECTION)).add({
        visit: (node) =>
          (node as TerraformResource).terraformResourceType === "vault_generic_endpoint" &&
          (node as TerraformResource).addOverride("disable_delete", false),
      }),
    "undescribed",
  ],
  [
    "a property that is set after construction",
    assign("kubernetes/config", "kubernetesHost", "https://evil"),
    "undescribed",
  ],
  [
    "a list that is added to where it lies",
    (stack) =>
      void (
        at(stack, "approle/myapp/Resource") as unknown as { tokenPoliciesInput: string[] }
      ).tokenPoliciesInput.push("admin"),
    "no-default-policy",
  ],
  [
    "a resource that is rendered otherwise",
    (stack) => {
      const resource = at(stack, ROLE_RESOURCE) as TerraformResource;
      const toTerraform = resource.toTerraform.bind(resource);
      resource.toTerraform = () => {
        const all = toTerraform() as { resource: Record<string, Record<string, object>> };
        const [named = {}] = Object.values(all.resource);
        for (const each of Object.values(named)) Object.assign(each, { db_name: "other" });
        return all;
      };
    },
    "undescribed",
  ],
  [
    "a value that is known late",
    assign(ROLE_RESOURCE, "dbName", Lazy.stringValue({ produce: () => "other" })),
    "undescribed",
  ],
  ["a value in a function of Terraform's", assign(ROLE_RESOURCE, "dbName", Fn.lower("OTHER")), "undescribed"],
  [
    "a value in a variable",
    (stack) =>
      assign(
        ROLE_RESOURCE,
        "dbName",
        new TerraformVariable(stack, "v", { default: "other" }).stringValue,
      )(stack),
    "undescribed",
  ],
  [
    "a number in a variable",
    (stack) =>
      assign(
        ROLE_RESOURCE,
        "maxTtl",
        Token.asNumber(new TerraformVariable(stack, "v", { default: 86_400 }).value),
      )(stack),
    "lease-ttl-bounds",
  ],
  [
    "changes that Terraform overlooks",
    override(ROLE_RESOURCE, "lifecycle.ignore_changes", "all"),
    "undescribed",
  ],
  [
    "a copy of a resource for each of nothing",
    override(`${CONNECTION}/rotation`, "for_each", {}),
    "root-rotation",
  ],
  [
    "a count that only Terraform knows",
    override("audit/syslog", "count", "${var.audit ? 1 : 0}"),
    "audit-device",
  ],
  ["a removed rotation", remove(`${CONNECTION}/rotation`), "root-rotation"],
  ["a removed audit device", remove("audit/file"), "audit-device"],
  ["a removed revocation of what PUBLIC has", remove("appdb/public-routines"), "undescribed"],
  ["a resource that waits for nothing any more", assign(CONNECTION_RESOURCE, "dependsOn", []), "undescribed"],
  ["a mount for another kind of engine", override("database/Resource", "type", "kv"), "undescribed"],
  [
    "an audit device for which nothing is prefixed",
    override("audit/file", "options.prefix", "@cee:"),
    "undescribed",
  ],
  [
    "a password policy that no construct describes",
    override(CONNECTION_RESOURCE, "password_policy", "short"),
    "undescribed",
  ],
  [
    "another host in the URL, once more",
    override(CONNECTION_RESOURCE, "postgresql.connection_url", `${OWN_URL}&host=evil`),
    "undescribed",
  ],
  [
    "another database in the URL",
    override(CONNECTION_RESOURCE, "postgresql.connection_url", OWN_URL.replace("/appdb", "/postgres")),
    "undescribed",
  ],
  [
    "options in the URL",
    override(
      CONNECTION_RESOURCE,
      "postgresql.connection_url",
      `${OWN_URL}&options=-c%20session_replication_role=replica`,
    ),
    "undescribed",
  ],
  [
    "a parameter of the URL twice",
    override(
      CONNECTION_RESOURCE,
      "postgresql.connection_url",
      `${OWN_URL}&connect_timeout=1&connect_timeout=2`,
    ),
    "undescribed",
  ],
  [
    "TLS that isn't verified, by a parameter before",
    override(CONNECTION_RESOURCE, "postgresql.connection_url", OWN_URL.replace("?", "?sslmode=disable&")),
    "verified-tls",
  ],
  [
    "a login role in lower case for another mount",
    override("approle/myapp/Resource", "backend", "other"),
    "undescribed",
  ],
  ["a role ID that somebody chose", override("approle/myapp/Resource", "role_id", "myapp"), "undescribed"],
  [
    "the names of service accounts by a glob",
    override("kubernetes/myapp/Resource", "bound_service_account_names", ["my*"]),
    "no-wildcard-service-accounts",
  ],
  [
    "namespaces by a selector",
    override("kubernetes/myapp/Resource", "bound_service_account_namespace_selector", '{"matchLabels":{}}'),
    "no-wildcard-service-accounts",
  ],
  ["allowed roles by a glob", assign(CONNECTION_RESOURCE, "allowedRoles", ["app-*"]), "undescribed"],
  [
    "a token that is bound to no network",
    override("approle/myapp/Resource", "token_bound_cidrs", ["0.0.0.0/1", "128.0.0.0/1"]),
    "bound-networks",
  ],
  [
    "a login without a secret ID",
    override("approle/myapp/Resource", "bind_secret_id", "${false}"),
    "bounded-secret-id",
  ],
  [
    "a token that can be used once more than described",
    override("approle/myapp/Resource", "token_num_uses", 100),
    "undescribed",
  ],
];

const STATEMENTS: readonly WayRound[] = [
  ["PUBLIC in mixed case", alsoRuns("GRANT SELECT ON orders To Public"), "no-grant-to-public"],
  ["PUBLIC in quotes", alsoRuns('GRANT SELECT ON orders TO "public"'), "no-grant-to-public"],
  ["PUBLIC in escapes", alsoRuns('GRANT SELECT ON orders TO U&"\\0070ublic"'), "no-grant-to-public"],
  ["PUBLIC behind a comment", alsoRuns("GRANT SELECT ON orders TO/**/PUBLIC"), "no-grant-to-public"],
  [
    "PUBLIC behind a comment in a comment",
    alsoRuns("GRANT SELECT ON orders TO /* a /* b */ c */ PUBLIC"),
    "no-grant-to-public",
  ],
  [
    "PUBLIC on a line of its own",
    alsoRuns("GRANT SELECT ON orders\nTO -- the app\nPUBLIC"),
    "no-grant-to-public",
  ],
  [
    "PUBLIC in a block",
    alsoRuns("DO $x$ BEGIN GRANT SELECT ON orders TO PUBLIC; END $x$"),
    "no-grant-to-public",
  ],
  [
    "PUBLIC in a block that is a string",
    alsoRuns("DO 'BEGIN GRANT SELECT ON orders TO PUBLIC; END'"),
    "no-grant-to-public",
  ],
  [
    "PUBLIC in dynamic SQL",
    alsoRuns("DO $x$ BEGIN EXECUTE 'GRANT SELECT ON orders TO PUBLIC'; END $x$"),
    "no-grant-to-public",
  ],
  [
    "PUBLIC in parts of dynamic SQL",
    alsoRuns("DO $x$ BEGIN EXECUTE 'GRANT SELECT ON orders TO ' || 'PUB' || 'LIC'; END $x$"),
    "no-grant-to-public",
  ],
  [
    "PUBLIC in a format",
    alsoRuns("DO $x$ BEGIN EXECUTE format('GRANT SELECT ON orders TO %s', 'public'); END $x$"),
    "undescribed",
  ],
  [
    "PUBLIC in a string that Vault splits",
    alsoRuns("SELECT ';GRANT SELECT ON orders TO PUBLIC;'"),
    "no-grant-to-public",
  ],
  [
    "PUBLIC in a comment that Vault splits",
    alsoRuns("SELECT 1 -- ;GRANT SELECT ON orders TO PUBLIC"),
    "no-grant-to-public",
  ],
  [
    "default privileges for PUBLIC",
    alsoRuns("ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC"),
    "no-grant-to-public",
  ],
  ["a superuser in escapes", alsoRuns('ALTER ROLE "{{name}}" superuser'), "no-superuser"],
  [
    "a superuser in a block",
    alsoRuns(`DO $x$ BEGIN ALTER ROLE "{{name}}" SUPERUSER; END $x$`),
    "no-superuser",
  ],
  ["membership of a role of PostgreSQL's own", alsoRuns('GRANT pg_maintain TO "{{name}}"'), "no-superuser"],
  ["membership in quotes", alsoRuns('GRANT "pg_write_all_data" TO "{{name}}"'), "no-superuser"],
  ["membership of the owner", alsoRuns('GRANT app_owner TO "{{name}}"'), "undescribed"],
  [
    "a placeholder without quotes",
    creates(
      "CREATE ROLE {{name}} LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' IN ROLE app_owner",
    ),
    "undescribed",
  ],
  ["a password of one's own", alsoRuns(`ALTER ROLE "{{name}}" PASSWORD 'hunter2'`), "no-literal-password"],
  ["a password in dollars", alsoRuns(`ALTER ROLE "{{name}}" PASSWORD $$hunter2$$`), "no-literal-password"],
  [
    "the password in a comment of the database",
    alsoRuns(`COMMENT ON ROLE "{{name}}" IS '{{password}}'`),
    "undescribed",
  ],
  ["the password in a table", alsoRuns("INSERT INTO stolen VALUES ('{{password}}')"), "undescribed"],
  ["a role that stays", alsoRuns("CREATE ROLE stays LOGIN"), "undescribed"],
  ["a search path", alsoRuns('ALTER ROLE "{{name}}" SET search_path = evil'), "undescribed"],
  ["another role's timeout", alsoRuns("ALTER ROLE app_owner SET statement_timeout = '1ms'"), "undescribed"],
  ["no expiry any more", alsoRuns(`ALTER ROLE "{{name}}" VALID UNTIL 'infinity'`), "undescribed"],
  [
    "a statement that is split over two items",
    creates(`${CREATE} INHERIT`, 'IN ROLE "app_owner"'),
    "undescribed",
  ],
  [
    "a list that is one expression",
    override(ROLE_RESOURCE, "creation_statements", "${var.sql}"),
    "undescribed",
  ],
  ["SQL in another case of the alphabet", alsoRuns("ＧＲＡＮＴ SELECT ON orders TO PUBLIC"), "undescribed"],
  ["a quote that nothing ends", alsoRuns("SELECT 'x"), "undescribed"],
  [
    "a revocation that commits nothing",
    revokes((list) => list.filter((each) => !each.startsWith("COMMIT"))),
    "undescribed",
  ],
  [
    "a revocation that waits for ever",
    revokes((list) => list.map((each) => each.replace("'5s'", "'0'"))),
    "undescribed",
  ],
  [
    "a revocation that grants",
    revokes((list) => [...list, "GRANT SELECT ON orders TO public"]),
    "no-grant-to-public",
  ],
  [
    "a revocation that ends other sessions",
    revokes((list) => list.map((each) => each.replace("usename = leased", "true"))),
    "undescribed",
  ],
  ["a rollback of one's own", override(ROLE_RESOURCE, "rollback_statements", ["SELECT 1"]), "undescribed"],
  [
    "a rotation that leaves the password",
    assign(CONNECTION_RESOURCE, "rootRotationStatements", ["SELECT 1"]),
    "undescribed",
  ],
  [
    "a rotation to a password that is known",
    assign(CONNECTION_RESOURCE, "rootRotationStatements", [`ALTER ROLE "{{username}}" PASSWORD 'hunter2'`]),
    "no-literal-password",
  ],
];

const POLICIES: readonly WayRound[] = [
  ["a policy in HCL", policy('path "secret/data/x" { capabilities = ["read"] }'), "scoped-policies"],
  [
    "a policy in HCL in one of two blocks",
    policy(
      'path "auth/token/lookup-self" { capabilities = ["read"] }\npath "sys/policies/acl/x" { capabilities = ["update"] }',
    ),
    "scoped-policies",
  ],
  [
    "a policy with a key twice",
    policy(
      '{"path":{"secret/x":{"capabilities":["read"]}},"path":{"auth/token/lookup-self":{"capabilities":["read"]}}}',
    ),
    "scoped-policies",
  ],
  [
    "a policy behind comments",
    policy('# nothing\n/* here */ path "secret/x" { capabilities = ["read"] } // but this'),
    "scoped-policies",
  ],
  ["a policy with the old word", policy('path "secret/x" { policy = "write" }'), "scoped-policies"],
  [
    "a policy with a plus",
    policy('path "+/creds/app-readonly" { capabilities = ["read"] }'),
    "scoped-policies",
  ],
  [
    "a policy that denies one path and allows another",
    policy('path "secret/x" { capabilities = ["deny"] }\npath "secret/y" { capabilities = ["read"] }'),
    "scoped-policies",
  ],
  [
    "a policy of a template",
    policy('path "secret/{{identity.entity.id}}" { capabilities = ["read"] }'),
    "scoped-policies",
  ],
  ["a policy that is an expression", policy("${data.vault_policy_document.x.hcl}"), "scoped-policies"],
  [
    "a second policy of the token",
    assign("approle/myapp/Resource", "tokenPolicies", ["approle-myapp", "root"]),
    "no-default-policy",
  ],
];

const SECRETS: readonly WayRound[] = [
  ["a token in the provider", override("vault", "token", "hunter2"), "no-literal-password"],
  [
    "a token in a header",
    override("vault", "headers", [{ name: "X-Vault-Token", value: "hunter2" }]),
    "no-literal-password",
  ],
  [
    "a login in the provider",
    override("vault", "auth_login", { path: "auth/userpass/login/x", parameters: { password: "hunter2" } }),
    "no-literal-password",
  ],
  [
    "a secret ID in the provider",
    override("vault", "auth_login", { path: "auth/approle/login", parameters: { secret_id: "hunter2" } }),
    "no-literal-password",
  ],
  [
    "a token in a local by a harmless name",
    (stack) => override("vault", "token", new TerraformLocal(stack, "greeting", "hunter2").asString)(stack),
    "no-literal-password",
  ],
  [
    "a token in a local in a local",
    (stack) => {
      new TerraformLocal(stack, "one", "hunter2");
      new TerraformLocal(stack, "two", "${local.one}");
      override("vault", "token", "${local.two}")(stack);
    },
    "no-literal-password",
  ],
  [
    "a token in a variable by a harmless name",
    (stack) =>
      override(
        "vault",
        "token",
        new TerraformVariable(stack, "greeting", { default: "hunter2" }).stringValue,
      )(stack),
    "no-literal-password",
  ],
  ["a token in pieces", override("vault", "token", '${join("",["hunter","2"])}'), "no-literal-password"],
  [
    "a token in a function",
    override("vault", "token", Fn.base64decode("aHVudGVyMg==")),
    "no-literal-password",
  ],
  [
    "a token with a way out",
    override("vault", "token", '${try(var.token, "hunter2")}'),
    "no-literal-password",
  ],
  [
    "PostgreSQL's password in the provider",
    override("postgresql", "password", "hunter2"),
    "no-literal-password",
  ],
  [
    "a first password that is in the state",
    override("appdb/account", "password", "${var.x}"),
    "no-literal-password",
  ],
  [
    "a first password that a resource makes",
    (stack) => {
      stack.addOverride("resource.random_password.p", { length: 30 });
      override(CONNECTION_RESOURCE, "postgresql.password_wo", "${random_password.p.result}")(stack);
    },
    "no-literal-password",
  ],
  [
    "a first password in a file",
    override(CONNECTION_RESOURCE, "postgresql.password_wo", '${file("password.txt")}'),
    "no-literal-password",
  ],
  [
    "a first password in a variable with a default",
    (stack) =>
      override(
        CONNECTION_RESOURCE,
        "postgresql.password_wo",
        new TerraformVariable(stack, "x", { default: "hunter2", sensitive: true }).stringValue,
      )(stack),
    "ephemeral-variables",
  ],
  [
    "a first password in a variable behind a local",
    (stack) =>
      override(
        CONNECTION_RESOURCE,
        "postgresql.password_wo",
        new TerraformLocal(stack, "l", new TerraformVariable(stack, "x", { sensitive: true }).value).asString,
      )(stack),
    "ephemeral-variables",
  ],
  [
    "an output of what is sensitive",
    (stack) =>
      void new TerraformOutput(stack, "x", {
        value: new TerraformVariable(stack, "v", { sensitive: true }).value,
        sensitive: true,
      }),
    "no-literal-password",
  ],
  [
    "a private key in a local",
    (stack) => void new TerraformLocal(stack, "ca", "-----BEGIN PRIVATE KEY-----"),
    "no-literal-password",
  ],
  [
    "a token of Vault's in a file that is written",
    (stack) =>
      stack.addOverride("resource.local_file.x", { content: `export VAULT_TOKEN=hvs.${"x".repeat(30)}` }),
    "no-literal-password",
  ],
  [
    "a password in the URL of a backend",
    (stack) =>
      stack.addOverride("terraform.backend", {
        s3: undefined,
        pg: { conn_str: "postgres://u:hunter2@db/state" },
      }),
    "no-password-in-url",
  ],
  [
    "keys in the backend",
    (stack) => stack.addOverride("terraform.backend.s3.secret_key", "hunter2"),
    "no-literal-password",
  ],
];

const SETTINGS: readonly WayRound[] = [
  ["an address in the clear", override("vault", "address", "HTTP://vault"), "verified-vault-tls"],
  [
    "an address in the clear, in a variable",
    (stack) =>
      override(
        "vault",
        "address",
        new TerraformVariable(stack, "v", { default: "http://vault" }).stringValue,
      )(stack),
    "verified-vault-tls",
  ],
  [
    "a certificate that nobody verifies",
    override("vault", "skip_tls_verify", "${true}"),
    "verified-vault-tls",
  ],
  ["PostgreSQL in the clear", override("postgresql", "sslmode", "prefer"), "verified-tls"],
  ["a superuser who deploys", override("postgresql", "superuser", "true"), "no-superuser"],
  [
    "an audit file that keeps nothing, by a prop",
    (stack) => void new AuditTrail(stack, "more", { devices: [AuditDevice.file({ path: "/dev/null" })] }),
    "kept-audit",
  ],
  [
    "an audit file that everybody reads, by a prop",
    (stack) =>
      void new AuditTrail(stack, "more", {
        devices: [AuditDevice.file({ path: "/var/log/x", mode: "0644" })],
      }),
    "kept-audit",
  ],
  [
    "an audit device that leaves requests out",
    override("audit/file", "options.filter", 'mount_point == "database/"'),
    "no-raw-audit",
  ],
  ["accessors in the clear", override("audit/syslog", "options.hmac_accessor", "0"), "no-raw-audit"],
  [
    "a state in a file",
    (stack) => stack.addOverride("terraform.backend", { s3: undefined, local: { path: "x" } }),
    "remote-state",
  ],
  [
    "a state without encryption",
    (stack) => stack.addOverride("terraform.backend.s3.encrypt", "false"),
    "remote-state",
  ],
  [
    "user names that two leases share",
    (stack) =>
      override(CONNECTION_RESOURCE, "postgresql.username_template", "v-{{.RoleName}}-{{unix_time}}")(stack),
    "distinct-user-names",
  ],
  [
    "user names that PostgreSQL cuts off",
    override(CONNECTION_RESOURCE, "postgresql.username_template", "v-{{.RoleName}}-{{random 60}}"),
    "distinct-user-names",
  ],
  [
    "user names whose random part is cut off",
    override(
      CONNECTION_RESOURCE,
      "postgresql.username_template",
      '{{printf "vvvvvvvvvvvvvvvv-%s" (random 20) | truncate 20}}',
    ),
    "distinct-user-names",
  ],
  [
    "networks that are everywhere, by a prop",
    (stack) => {
      const workload = new AppRoleAuth(stack, "more").addWorkload("w", {
        secretIdTtl: Duration.minutes(5),
        token: VaultToken.periodic(Duration.hours(1)),
        boundCidrs: ["0.0.0.0/1", "128.0.0.0/1"],
      });
      (at(stack, ROLE) as DatabaseRole).grantRead(workload);
    },
    "bound-networks",
  ],
  [
    "an acknowledgement of what isn't there",
    (stack) => Guardrails.acknowledge(stack, "no-superuser", "the auditors have seen it"),
    "acknowledgement",
  ],
  [
    "an acknowledgement of another argument",
    (stack) => {
      override(CONNECTION_RESOURCE, "plugin_name", "mine")(stack);
      Guardrails.acknowledge(at(stack, CONNECTION), "undescribed", "our own plugin", "verify_connection");
    },
    "undescribed",
  ],
  [
    "an acknowledgement without a reason",
    (stack) => {
      override(CONNECTION_RESOURCE, "plugin_name", "mine")(stack);
      Guardrails.acknowledge(at(stack, CONNECTION), "undescribed", "…");
    },
    "acknowledgement",
  ],
  [
    "a role for longer than the profile allows",
    (stack) =>
      void (at(stack, CONNECTION) as PostgresConnection).addRole("long", {
        privileges: Privileges.readOnly(),
        maxTtl: Duration.days(30),
      }),
    "lease-ttl-bounds",
  ],
  [
    "a second stack that does it",
    (_, app) => {
      const second = new TerraformStack(app, "second");
      new VaultProvider(second, "vault");
      Guardrails.attach(second, Guardrails.production());
      new Policy(second, "p", { name: "p", policy: "" });
    },
    "undescribed",
  ],
  [
    "a stack in a construct",
    (_, app) => {
      const second = new TerraformStack(new Construct(app, "stage"), "second");
      new VaultProvider(second, "vault");
      Guardrails.attach(second, Guardrails.production());
      new Policy(second, "p", { name: "p", policy: "" });
    },
    "undescribed",
  ],
];

/** Refused when they are synthesized. */
export const WAYS_ROUND: readonly WayRound[] = [
  ...RESOURCES,
  ...ARGUMENTS,
  ...STATEMENTS,
  ...POLICIES,
  ...SECRETS,
  ...SETTINGS,
];
