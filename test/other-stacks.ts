import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  AgentProcess,
  AgentTemplate,
  AppRoleAuth,
  AuditDevice,
  AuditTrail,
  BreakGlassAccess,
  DatabaseSecretsEngine,
  Duration,
  KubernetesAuth,
  OnChange,
  OperatorPolicies,
  PasswordPolicy,
  Pods,
  PodTemplate,
  PostgresConnection,
  PostgresDatabase,
  type ImportedPostgresDatabaseProps,
  PostgresTls,
  Privileges,
  SchemaPrivileges,
  RateLimit,
  RootCredential,
  SessionSettings,
  TlsCertificate,
  VaultToken,
  TokenAuth,
  TokenReviewer,
  TransitSecretsEngine,
  StaticRotation,
  VaultProduct,
  VaultSecretsOperator,
} from "../constructs";
import { AWKWARD_STACKS } from "./awkward-stacks";
import { ISSUANCE_STACKS } from "./issuance-stacks";
import { JWT_STACKS } from "./jwt-stacks";
import { SCHEMA_STACKS } from "./schema-stacks";
import { PRIVILEGE_STACKS } from "./privilege-stacks";

const endpoint = { host: "postgres" };
const tls = PostgresTls.disabled();
const existing = { databaseName: "appdb", owner: "app_owner", account: "vault_appdb" };

const fromVariable = (stack: TerraformStack, name = "root") =>
  RootCredential.fromVariable(new TerraformVariable(stack, name, { type: "string" }));

const generated = (database: PostgresDatabase) => ({
  database,
  endpoint,
  tls,
  rootCredential: RootCredential.generated(),
});

/** A cluster that Vault doesn't run in. */
const elsewhere = (stack: TerraformStack, cluster: string) => {
  const variable = (what: string) => new TerraformVariable(stack, `${cluster}_${what}`, { type: "string" });
  return {
    ca: TlsCertificate.fromVariable(variable("ca")),
    reviewer: TokenReviewer.fromVariable(variable("reviewer")),
  };
};

const job = {
  secretIdTtl: Duration.minutes(5),
  secretIdUses: 3,
  token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(2) }),
};

/** A stack, and checks that its rehearsal has to have passed. */
export type OtherStack = readonly [
  what: string,
  build: (stack: TerraformStack) => void,
  checks: readonly string[],
];

/** The providers that every stack here has. */
export function addProviders(stack: TerraformStack): void {
  new VaultProvider(stack, "vault", {});
  new PostgresqlProvider(stack, "postgresql", {});
}

/** The stack whose passwords follow a policy. */
export const PASSWORD_POLICY_STACK =
  "two databases on one server, verified TLS, a password policy, a user name template and a socket for the audit";

/** The stack with sets that may use no types. */
export const PRIVILEGE_SETS_STACK =
  "privilege sets of one's own, on named tables and columns of several schemas";

/** The stack of which somebody makes login material. */
export const LOGIN_MATERIAL_STACK =
  "a pipeline that makes secret IDs of two applications and tokens of a third, only wrapped";
/** The stack whose users stay while their passwords change. */
export const STATIC_ROLES_STACK =
  "static roles of each privilege set, by a period and by a schedule, next to a leased one";

/** The stack whose sessions begin otherwise than those of other stacks do. */
export const SESSIONS_STACK =
  "sessions that act as their group or as themselves, with limits for people, programs and poolers";

/** The stack whose workloads start agents. */
export const AGENTS_STACK =
  "agents that write each kind of file, one that starts a process, and a limit of requests";
/** The stack with static roles that are two by two. */
export const PAIRS_STACK = "pairs of static roles, one that schedules set apart and one that a person does";
/** The stack whose pods get their credentials from the Vault Secrets Operator. */
export const VAULT_SECRETS_OPERATOR_STACK =
  "pods of two clusters, in two namespaces each, by the Vault Secrets Operator, with names as long as may be";

/** The stack of a cluster whose operator keeps its tokens encrypted. */
export const CLIENT_CACHE_STACK =
  "operators of two clusters that keep the tokens of their workloads, each encrypted by a key of its own";

/** The stack whose pods get their credentials from the External Secrets Operator. */
export const EXTERNAL_SECRETS_STACK =
  "pods of two clusters, by the External Secrets Operator, with tokens that have an end and tokens that have none";

/** The stack of a primary and its standbys, which asks Vault for a client certificate. */
export const HOSTS_STACK =
  "three hosts of which one is the primary, a client certificate of Vault's account, and agents that find the right host";

/** The stack whose workloads have the same name and service account in each cluster. */
export const CLUSTERS_STACK =
  "workloads of one name in three clusters: Vault's own, one with a reviewer's token and one whose tokens review themselves";

/** The stack whose pods get agents from an injector. */
export const INJECTOR_STACK =
  "pods of two namespaces and Jobs of another cluster, by the agent injectors of OpenBao and of Vault, with names as long as may be";

/** The stack whose database has had applications before. */
export const ADOPTED_STACK =
  "a database that a DBA owns, two applications that keep what PUBLIC let them, and one that doesn't";

/** The stack with names that need quotes. */
export const QUOTED_NAMES_STACK =
  "databases, owners, schemas, tables, columns and logins that are there with whatever name PostgreSQL takes";

/** The stack whose audit devices OpenBao's servers are told of. */
export const DECLARED_AUDIT_STACK = "audit devices of each kind that OpenBao's servers declare";

/** Stacks of other shapes than the environments'. */
export const OTHER_STACKS: readonly OtherStack[] = [
  [
    DECLARED_AUDIT_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const role = connection.addRole("app", { privileges: Privileges.readWrite() });
      role.grantRead(new AppRoleAuth(stack, "approle").addWorkload("app", job));
      const devices = [
        AuditDevice.file({ path: "/var/log/openbao/audit.log" }),
        AuditDevice.file({ path: '/mnt/second "log"', mode: "0640" }),
        AuditDevice.syslog(),
        AuditDevice.socket({ address: "collector.internal:9090" }),
      ];
      new AuditTrail(stack, "audit", { devices, product: VaultProduct.openBao() });
      OperatorPolicies.attach(stack);
    },
    [
      "audit device file: names-who-read-what",
      "audit device file-2: names-who-read-what",
      "audit device syslog: names-who-read-what",
      "audit device socket: holds-no-password",
      "test: audit-devices-as-described",
      "test: vault-holds-only-what-is-described",
    ],
  ],
  [
    "a database that a DBA owns, on an engine and an auth method that are mounted elsewhere",
    (stack) => {
      const engine = DatabaseSecretsEngine.fromPath(stack, "database", "team-a/database");
      const connection = engine.addPostgresConnection("appdb", {
        database: PostgresDatabase.fromExisting(stack, "appdb", existing),
        endpoint,
        tls,
        rootCredential: fromVariable(stack),
      });
      const role = connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
      connection.addRole("app-migrator", { privileges: Privileges.owner() });
      role.grantRead(AppRoleAuth.fromPath(stack, "approle", "team-a/approle").addWorkload("job", job));
      OperatorPolicies.attach(stack);
    },
    [
      "team-a/database/appdb: bootstrap-password-refused",
      "app-readonly: may-select",
      "app-migrator: may-create-table",
    ],
  ],
  [
    "a connection that was configured elsewhere, to a database that a DBA owns with groups of other names",
    (stack) => {
      const engine = DatabaseSecretsEngine.fromPath(stack, "database", "database");
      const groups = { read_only: "readers" };
      const database = PostgresDatabase.fromExisting(stack, "appdb", { ...existing, groups });
      const connection = PostgresConnection.fromName(stack, "shared", { engine, database });
      connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
      OperatorPolicies.attach(stack);
    },
    ["app-readonly: may-select", "app-readonly: steps-change-nothing-else"],
  ],
  [
    "a connection that was configured elsewhere, to a database that the stack makes",
    (stack) => {
      const engine = DatabaseSecretsEngine.fromPath(stack, "database", "database");
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const connection = PostgresConnection.fromName(stack, "shared", { engine, database });
      connection.addRole("app-readwrite", { privileges: Privileges.readWrite() });
      OperatorPolicies.attach(stack);
    },
    ["app-readwrite: may-insert"],
  ],
  [
    PRIVILEGE_SETS_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", {
        databaseName: "appdb",
        schemas: ["public", "sales", "audit"],
      });
      const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection(
        "appdb",
        generated(database),
      );
      const support = Privileges.of({
        name: "support",
        schemas: ["sales"],
        tables: { tickets: ["SELECT", "INSERT"] },
        columns: { customers: { SELECT: ["id", "name"], UPDATE: ["name"] } },
        sequences: { tickets_id_seq: ["USAGE"] },
      });
      const auditor = Privileges.of({
        name: "auditor",
        schemas: ["audit", "sales"],
        tables: { "*": ["SELECT"] },
        functions: true,
      });
      const queue = Privileges.of({
        name: "queue",
        schemas: ["public"],
        tables: { "*": ["SELECT", "DELETE"] },
        sequences: ["USAGE"],
        types: true,
      });
      const clerk = Privileges.of({
        name: "clerk",
        bySchema: {
          sales: SchemaPrivileges.readWrite(),
          public: SchemaPrivileges.readOnly(),
          audit: { tables: { holidays: ["SELECT"] } },
        },
      });
      connection.addRole("support", { privileges: support });
      connection.addRole("clerk", { privileges: clerk });
      connection.addRole("auditor", { privileges: auditor });
      connection.addRole("queue", { privileges: queue });
      connection.addRole("migrator", { privileges: Privileges.owner() });
      OperatorPolicies.attach(stack);
    },
    [
      "support: may-insert (sales.tickets)",
      "support: may-not-delete (sales.tickets)",
      "support: may-select-columns (sales.customers)",
      "support: may-update-columns (sales.customers)",
      "auditor: may-execute",
      "auditor: may-not-select",
      "clerk: may-insert",
      "clerk: may-not-insert",
      "clerk: may-select (audit.holidays)",
      "queue: may-delete",
      "queue: may-use-sequence",
      "queue: may-use-type",
      "auditor: may-not-use-type",
    ],
  ],
  [
    ADOPTED_STACK,
    (stack) => {
      const keepsAccess = ["shop_app", "Reporting-2"];
      const lists = { keepsAccess, losesAccess: ["old_app"] };
      const database = PostgresDatabase.fromExisting(stack, "appdb", { ...existing, ...lists });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const rootCredential = fromVariable(stack);
      const connection = engine.addPostgresConnection("appdb", { database, endpoint, tls, rootCredential });
      connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
      connection.addRole("app-migrator", { privileges: Privileges.owner() });
      const rotation = StaticRotation.every(Duration.days(7));
      connection.addStaticRole("pgbouncer", { privileges: Privileges.readWrite(), rotation });
    },
    [
      "postgres:5432/appdb: script-stops-for-newcomers",
      "postgres:5432/appdb: keeps-access (shop_app)",
      "postgres:5432/appdb: keeps-access (Reporting-2)",
      "postgres:5432/appdb: loses-access (old_app)",
    ],
  ],
  [
    QUOTED_NAMES_STACK,
    (stack) => {
      const engine = new DatabaseSecretsEngine(stack, "database");
      const imported: ImportedPostgresDatabaseProps = {
        databaseName: "shop-prod",
        owner: `Shop "Owner's" 100%`,
        account: "vault-shop",
        schemas: ["public", "My.Schema", `it's "quoted"`],
        keepsAccess: ["Reporting-2", `o'neil "admin"`],
        losesAccess: ["old app"],
      };
      const shop = engine.addPostgresConnection("shop", {
        database: PostgresDatabase.fromExisting(stack, "shop", imported),
        endpoint,
        tls,
        rootCredential: fromVariable(stack),
      });
      shop.addRole("shop-readwrite", { privileges: Privileges.readWrite() });
      shop.addRole("shop-migrator", { privileges: Privileges.owner() });
      const tables = { User: ["SELECT", "UPDATE"], "order.item": ["SELECT"], "it's": ["SELECT"] } as const;
      const columns = { Account: { SELECT: ["E-Mail", `the "name"`], UPDATE: ["E-Mail"] } };
      shop.addRole("shop-support", {
        privileges: Privileges.of({
          name: "support",
          schemas: ["My.Schema"],
          tables,
          columns,
        }),
      });
      const rotation = StaticRotation.every(Duration.days(7));
      shop.addStaticRole("bouncer", {
        privileges: Privileges.readOnly(),
        rotation,
        userName: "pg-Bouncer's",
      });
      const admin = engine.addPostgresConnection("postgres", {
        database: PostgresDatabase.fromExisting(stack, "postgres", {
          databaseName: "postgres",
          owner: "user",
          account: "vault_postgres",
        }),
        endpoint: { host: "other" },
        tls,
        rootCredential: fromVariable(stack, "other"),
      });
      admin.addRole("postgres-readonly", { privileges: Privileges.readOnly() });
    },
    [
      "postgres:5432/shop-prod: holds-only-what-is-described",
      `postgres:5432/shop-prod: keeps-access (o'neil "admin")`,
      "postgres:5432/shop-prod: loses-access (old app)",
      "shop-support: may-select (My.Schema.order.item)",
      "shop-migrator: may-create-table",
      "other:5432/postgres: holds-only-what-is-described",
    ],
  ],
  [
    "tables that a migration has made with names of its own, in a database that the stack makes",
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", schemas: ["sales"] });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const tables = { User: ["SELECT", "UPDATE"], "order-item": ["SELECT"] } as const;
      const columns = { Account: { SELECT: ["eMail"] } };
      connection.addRole("support", { privileges: Privileges.of({ name: "support", tables, columns }) });
    },
    ["support: may-select (sales.User)", "support: may-not-insert (sales.order-item)"],
  ],
  [
    "named tables of a database that a DBA owns",
    (stack) => {
      const database = PostgresDatabase.fromExisting(stack, "appdb", existing);
      const engine = new DatabaseSecretsEngine(stack, "database");
      const rootCredential = fromVariable(stack);
      const connection = engine.addPostgresConnection("appdb", { database, endpoint, tls, rootCredential });
      const privileges = Privileges.of({ name: "support", tables: { tickets: ["SELECT"] } });
      connection.addRole("support", { privileges });
    },
    ["support: may-select (public.tickets)", "support: may-not-insert (public.tickets)"],
  ],
  [
    "two databases on two servers, each by a provider of its own",
    (stack) => {
      const engine = new DatabaseSecretsEngine(stack, "database");
      for (const name of ["orders", "billing"]) {
        const provider = new PostgresqlProvider(stack, `postgresql-${name}`, { alias: name });
        const database = new PostgresDatabase(stack, name, { databaseName: name, provider });
        const connection = engine.addPostgresConnection(name, {
          ...generated(database),
          endpoint: { host: `${name}.internal`, port: 6432 },
        });
        connection.addRole(`${name}-readonly`, { privileges: Privileges.readOnly() });
        connection.addRole(`${name}-readwrite`, { privileges: Privileges.readWrite() });
      }
      OperatorPolicies.attach(stack);
    },
    ["orders-readonly: may-select", "billing-readwrite: may-insert"],
  ],
  [
    PASSWORD_POLICY_STACK,
    (stack) => {
      const engine = new DatabaseSecretsEngine(stack, "database", { path: "secret" });
      const passwordPolicy = new PasswordPolicy(stack, "passwords", { length: 48 });
      const ca = TlsCertificate.fromVariable(new TerraformVariable(stack, "ca", { type: "string" }));
      for (const name of ["orders", "billing"]) {
        const connection = engine.addPostgresConnection(name, {
          ...generated(new PostgresDatabase(stack, name, { databaseName: name })),
          tls: PostgresTls.verifyFull({ ca }),
          passwordPolicy,
          usernameTemplate: "app-{{.RoleName | truncate 20}}-{{random 12}}",
          maxOpenConnections: 8,
          maxIdleConnections: 2,
          maxConnectionLifetime: Duration.minutes(1),
        });
        connection.addRole(`${name}-readwrite`, { privileges: Privileges.readWrite() });
      }
      const devices = [AuditDevice.socket({ address: "collector.internal:9090" })];
      new AuditTrail(stack, "audit", { devices });
      OperatorPolicies.attach(stack);
    },
    [
      "server postgresql: holds-only-what-is-described",
      "orders-readwrite: password-follows-policy",
      "billing-readwrite: may-insert",
      "audit device socket: names-who-read-what",
    ],
  ],
  [
    "one workload that reads two roles, by a secret ID of three uses, and one whose own token is reviewed",
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const readonly = connection.addRole("readonly", { privileges: Privileges.readOnly() });
      const readwrite = connection.addRole("readwrite", { privileges: Privileges.readWrite() });
      const batch = new AppRoleAuth(stack, "approle").addWorkload("batch", {
        ...job,
        boundCidrs: ["10.1.0.0/16"],
      });
      readonly.grantRead(batch);
      readwrite.grantRead(batch);
      const ca = TlsCertificate.fromVariable(
        new TerraformVariable(stack, "kubernetes_ca", { type: "string" }),
      );
      const kubernetes = new KubernetesAuth(stack, "kubernetes", {
        host: "https://10.0.0.1:6443",
        ca,
        reviewer: TokenReviewer.clientJwt(),
      });
      const web = kubernetes.addWorkload("web", {
        serviceAccounts: ["vault"],
        namespaces: ["vault"],
        audience: "https://kubernetes.default.svc.cluster.local",
        token: VaultToken.periodic(Duration.hours(1)),
      });
      readonly.grantRead(web);
      OperatorPolicies.attach(stack);
    },
    ["batch (approle): secret-id-refused-after-its-uses", "web (kubernetes): token"],
  ],
  [
    "two engines whose connections and roles have the same names, on one server by two names of it",
    (stack) => {
      const workload = new AppRoleAuth(stack, "approle").addWorkload("job", {
        ...job,
        boundCidrs: undefined,
      });
      for (const name of ["orders", "billing"]) {
        const database = new PostgresDatabase(stack, name, { databaseName: name });
        const engine = new DatabaseSecretsEngine(stack, `${name}-engine`);
        const connection = engine.addPostgresConnection("main", {
          ...generated(database),
          endpoint: { host: `${name}.internal` },
        });
        connection.addRole("app", { privileges: Privileges.readWrite() }).grantRead(workload);
      }
      OperatorPolicies.attach(stack);
    },
    ["orders-engine/main: bootstrap-password-refused", "job (approle): policy-as-described"],
  ],
  [
    "two servers with a database of the same name each, with the same roles, and a third one that a DBA made elsewhere",
    (stack) => {
      const imported = { databaseName: "orders", owner: "orders_owner", account: "vault_orders" };
      const databases = {
        eu: new PostgresDatabase(stack, "eu-orders", {
          databaseName: "orders",
          provider: new PostgresqlProvider(stack, "eu", { alias: "eu" }),
        }),
        us: new PostgresDatabase(stack, "us-orders", {
          databaseName: "orders",
          provider: new PostgresqlProvider(stack, "us", { alias: "us" }),
        }),
        asia: PostgresDatabase.fromExisting(stack, "asia-orders", imported),
      };
      const engine = new DatabaseSecretsEngine(stack, "database");
      for (const [region, database] of Object.entries(databases)) {
        const connection = engine.addPostgresConnection(region, {
          database,
          endpoint: { host: `${region}.internal` },
          tls,
          rootCredential: region === "asia" ? fromVariable(stack) : RootCredential.generated(),
        });
        connection.addRole(`${region}-readonly`, { privileges: Privileges.readOnly() });
      }
      OperatorPolicies.attach(stack);
    },
    ["eu-readonly: may-select", "us-readonly: may-select", "asia-readonly: may-select"],
  ],
  [
    "two databases of one DBA that share a group, one with a break-glass account, an engine imported twice",
    (stack) => {
      const groups = { read_only: "readers" };
      const [first, second] = ["orders", "billing"].map((databaseName) => {
        const database = { databaseName, owner: "data_owner", account: `vault_${databaseName}`, groups };
        return PostgresDatabase.fromExisting(stack, databaseName, database);
      });
      new BreakGlassAccess(stack, "break-glass", { database: first! });
      for (const database of [first!, second!]) {
        const name = database.databaseName;
        const engine = DatabaseSecretsEngine.fromPath(stack, `${name}-engine`, "team-a/database");
        const connection = PostgresConnection.fromName(stack, `${name}-shared`, { engine, database });
        connection.addRole(`${name}-readonly`, { privileges: Privileges.readOnly() });
      }
    },
    ["orders-readonly: may-select", "elsewhere/orders: holds-only-what-is-described"],
  ],
  [
    "what Terraform's variables say, a table in two sets, and tokens of whoever logs in as reviewers",
    (stack) => {
      const number = (id: string, value: number) =>
        new TerraformVariable(stack, id, { type: "number", default: value }).numberValue;
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const columns = (name: string, column: string) =>
        Privileges.of({ name, columns: { customers: { SELECT: ["id", column] } } });
      const defaultTtl = Duration.seconds(number("ttl", 1800));
      const mail = connection.addRole("mail", { privileges: columns("mail", "email"), defaultTtl });
      connection.addRole("parcels", { privileges: columns("parcels", "zip") });
      const kubernetes = new KubernetesAuth(stack, "kubernetes", {
        host: "https://10.0.0.1:6443",
        ca: TlsCertificate.fromVariable(new TerraformVariable(stack, "kubernetes_ca", { type: "string" })),
        reviewer: TokenReviewer.clientJwt(),
      });
      const web = kubernetes.addWorkload("web", {
        serviceAccounts: ["web", "jobs"],
        namespaces: ["shop", "shop-test"],
        audience: "https://kubernetes.default.svc.cluster.local",
        token: VaultToken.periodic(Duration.seconds(number("period", 3600))),
      });
      mail.grantRead(web);
    },
    ["mail: lease-issued", "parcels: may-select-columns (public.customers)", "web (kubernetes): token"],
  ],
  [
    LOGIN_MATERIAL_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const readonly = connection.addRole("readonly", { privileges: Privileges.readOnly() });
      const approle = new AppRoleAuth(stack, "approle");
      const token = VaultToken.periodic(Duration.hours(1));
      const [web, worker] = ["web", "worker", "other"].map((name) => {
        const workload = approle.addWorkload(name, { secretIdTtl: Duration.minutes(10), token });
        readonly.grantRead(workload);
        return workload;
      });
      const pipeline = new KubernetesAuth(stack, "kubernetes", { host: "https://10.0.0.1:6443" }).addWorkload(
        "ci",
        {
          serviceAccounts: ["ci"],
          namespaces: ["ci"],
          audience: "vault",
          token: VaultToken.bounded({ ttl: Duration.minutes(20), maxTtl: Duration.hours(1) }),
        },
      );
      web?.grantSecretId(pipeline, { wrappingTtl: { min: Duration.seconds(30), max: Duration.minutes(5) } });
      worker?.grantSecretId(pipeline);
      const legacy = new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) });
      readonly.grantRead(legacy);
      legacy.grantToken(pipeline);
      OperatorPolicies.attach(stack);
    },
    [
      "ci (kubernetes): may-make-login-material (auth/approle/role/web/secret-id)",
      "ci (kubernetes): may-not-make-login-material-otherwise (auth/approle/role/worker/secret-id)",
      "ci (kubernetes): may-not-make-other-login-material",
      "web (approle): may-not-make-other-login-material",
      "ci (kubernetes): may-make-login-material (auth/token/create/legacy)",
      "ci (kubernetes): may-not-make-login-material-otherwise (auth/token/create/legacy)",
      "legacy (token): may-use-credential (database/creds/readonly)",
      "legacy (token): login-role-as-described",
      "legacy (token): revoked-token-refused",
      "legacy (token): may-not-make-other-login-material",
      "test: operator-policies-as-described",
    ],
  ],
  [
    SESSIONS_STACK,
    (stack) => {
      const schemas = ["public", "sales"];
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", schemas });
      const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection(
        "appdb",
        generated(database),
      );
      const searchPath = ["sales", "public"];
      connection.addRole("app", { privileges: Privileges.readWrite() });
      connection.addRole("audited", { privileges: Privileges.readWrite(), actsAsGroup: false });
      connection.addRole("people", {
        privileges: Privileges.readOnly(),
        settings: SessionSettings.people({ searchPath }),
      });
      connection.addRole("programs", {
        privileges: Privileges.of({ name: "asking", tables: { "*": ["SELECT"] } }),
        actsAsGroup: true,
        settings: SessionSettings.programs({ connectionLimit: 1 }),
      });
      connection.addRole("migrator", {
        privileges: Privileges.owner(),
        settings: SessionSettings.of({ searchPath, lockTimeout: Duration.seconds(5) }),
      });
      const rotation = StaticRotation.every(Duration.days(1));
      const settings = SessionSettings.of({
        searchPath,
        statementTimeout: Duration.seconds(30),
        idleInTransactionSessionTimeout: Duration.minutes(1),
        connectionLimit: 20,
      });
      connection.addStaticRole("pooler", { privileges: Privileges.readWrite(), rotation, settings });
      connection.addStaticRolePair("web", {
        privileges: Privileges.readWrite(),
        actsAsGroup: false,
        settings: SessionSettings.of({ connectionLimit: 10 }),
        period: Duration.days(1),
        longestUse: Duration.hours(8),
      });
      OperatorPolicies.attach(stack);
    },
    [
      "app: next-lease-reads",
      "app: steps-change-nothing-else",
      "audited: may-not-act-as-its-group",
      "people: sessions-as-set",
      "people: connection-limit-holds",
      "people: may-not-act-as-its-group",
      "programs: next-lease-reads",
      "programs: connection-limit-holds",
      "migrator: next-lease-reads",
      "migrator: sessions-as-set",
      "pooler: login",
      "pooler: sessions-as-set",
      "pooler: rotation-changes-nothing-else",
      "web-blue: login",
      "server postgresql: holds-only-what-is-described",
    ],
  ],
  [
    "static roles and people's limits of a database that a DBA owns",
    (stack) => {
      const database = PostgresDatabase.fromExisting(stack, "appdb", existing);
      const engine = new DatabaseSecretsEngine(stack, "database");
      const rootCredential = fromVariable(stack);
      const connection = engine.addPostgresConnection("appdb", { database, endpoint, tls, rootCredential });
      connection.addRole("people", {
        privileges: Privileges.readWrite(),
        settings: SessionSettings.people(),
      });
      connection.addStaticRole("pooler", {
        privileges: Privileges.readWrite(),
        rotation: StaticRotation.every(Duration.days(1)),
        settings: SessionSettings.of({ searchPath: ["public"], connectionLimit: 20 }),
      });
    },
    ["people: next-lease-reads", "people: connection-limit-holds", "pooler: sessions-as-set"],
  ],
  [
    STATIC_ROLES_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database", { product: VaultProduct.vault() });
      const passwordPolicy = new PasswordPolicy(stack, "passwords", { length: 48 });
      const connection = engine.addPostgresConnection("appdb", { ...generated(database), passwordPolicy });
      const pooler = connection.addStaticRole("pgbouncer", {
        privileges: Privileges.readWrite(),
        rotation: StaticRotation.every(Duration.days(1)),
      });
      const reports = connection.addStaticRole("reports", {
        privileges: Privileges.readOnly(),
        userName: "reporting",
        rotation: StaticRotation.schedule({ cron: "0 3 * * 6" }),
      });
      connection.addStaticRole("legacy-migrations", {
        privileges: Privileges.owner(),
        rotation: StaticRotation.every(Duration.hours(12)),
      });
      connection.addRole("app", { privileges: Privileges.readWrite() });
      const approle = new AppRoleAuth(stack, "approle");
      pooler.grantRead(approle.addWorkload("pooler", job));
      reports.grantRead(approle.addWorkload("reports", job));
      const devices = [AuditDevice.file({ path: "/var/log/vault/audit.log" })];
      new AuditTrail(stack, "audit", { devices, preventDestroy: false });
      OperatorPolicies.attach(stack);
    },
    [
      "pgbouncer: static-credential-read",
      "pgbouncer: may-insert",
      "pgbouncer: rotation-changes-the-password",
      "pgbouncer: rotation-changes-nothing-else",
      "pgbouncer: password-follows-policy",
      "reports: may-not-insert",
      "legacy-migrations: may-create-table",
      "pooler (approle): may-use-static-credential (database/static-creds/pgbouncer)",
      "pooler (approle): may-not-read-other-roles",
      "server postgresql: holds-only-what-is-described",
      "test: vault-holds-only-what-is-described",
      "audit device file: names-who-read-what",
    ],
  ],
  [
    PAIRS_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database", { product: VaultProduct.vault() });
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const pair = connection.addStaticRolePair("web", {
        privileges: Privileges.readWrite(),
        period: Duration.days(2),
        longestUse: Duration.hours(12),
      });
      connection.addStaticRolePair("batch-jobs", {
        privileges: Privileges.readOnly(),
        userName: "batch",
        period: Duration.hours(24),
        longestUse: Duration.hours(8),
      });
      pair.grantRead(new AppRoleAuth(stack, "approle").addWorkload("pooler", job));
      OperatorPolicies.attach(stack);
    },
    [
      "web: pair-changes-in-turn",
      "batch-jobs: pair-changes-in-turn",
      "web-green: may-insert",
      "batch-jobs-blue: may-not-insert",
      "pooler (approle): may-use-static-credential (database/static-creds/web-blue)",
      "pooler (approle): may-use-static-credential (database/static-creds/web-green)",
    ],
  ],
  [
    "static roles of a database that a DBA owns, by a connection that was configured elsewhere",
    (stack) => {
      const engine = DatabaseSecretsEngine.fromPath(stack, "database", "database");
      const database = PostgresDatabase.fromExisting(stack, "appdb", existing);
      const connection = PostgresConnection.fromName(stack, "shared", { engine, database });
      const rotation = StaticRotation.every(Duration.days(7));
      connection.addStaticRole("pgbouncer", { privileges: Privileges.readWrite(), rotation });
      connection.addStaticRole("migrations", { privileges: Privileges.owner(), rotation });
      OperatorPolicies.attach(stack);
    },
    ["pgbouncer: may-insert", "migrations: login", "elsewhere/appdb: holds-only-what-is-described"],
  ],
  [
    AGENTS_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const rateLimit = RateLimit.of(20, { per: Duration.minutes(2) });
      const reader = connection.addRole("reader", { privileges: Privileges.readOnly(), rateLimit });
      const writer = connection.addRole("writer", { privileges: Privileges.readWrite() });
      const approle = new AppRoleAuth(stack, "approle", { path: "machines/approle" });
      const token = VaultToken.periodic(Duration.hours(1));
      const onMachine = (name: string) =>
        approle.addWorkload(name, { secretIdTtl: Duration.minutes(10), token });
      const login = { roleIdFile: "/etc/app/role-id", secretIdFile: "/run/app/secret-id" };

      const web = onMachine("web");
      reader.grantRead(web);
      writer.grantRead(web);
      web.agent({
        ...login,
        vaultAddress: "https://vault.internal:8200",
        vaultCaFile: "/etc/ssl/vault.pem",
        sink: { path: "/run/app/token" },
        templates: [
          AgentTemplate.envFile({
            role: reader,
            destination: "/run/app/reader.env",
            mode: "0640",
            owner: { user: "root", group: "www-data" },
            onChange: OnChange.signal("SIGHUP", { pidFile: "/run/app/pid" }),
          }),
          AgentTemplate.json({ role: writer, destination: "/run/app/writer.json" }),
          AgentTemplate.pgService({ role: writer, destination: "/run/app/pg_service.conf", service: "app" }),
          AgentTemplate.pgpass({ role: writer, destination: "/run/app/pgpass" }),
          AgentTemplate.url({
            role: reader,
            destination: "/run/app/reader.url",
            onChange: OnChange.command(["systemctl", "reload", "app"]),
          }),
        ],
      });

      const legacy = onMachine("legacy");
      writer.grantRead(legacy);
      legacy.agent({
        ...login,
        process: AgentProcess.supervise({
          command: ["/opt/legacy/server"],
          environment: [{ role: writer, variables: { DB_USER: "user", DB_PASSWORD: "password" } }],
        }),
      });
      OperatorPolicies.attach(stack);
    },
    [
      "reader: holds-rate-limit",
      "reader: rate-limit-as-described",
      "web (machines/approle): agent-writes-its-files",
      ...["reader.env", "writer.json", "pg_service.conf", "pgpass", "reader.url"].map(
        (file) => `web (machines/approle): agent-credential-logs-in (/run/app/${file})`,
      ),
      "web (machines/approle): agent-replaces-what-is-revoked",
      "legacy (machines/approle): agent-credential-logs-in (the environment of its process)",
      "legacy (machines/approle): agent-replaces-what-is-revoked",
      "test: vault-holds-only-what-is-described",
    ],
  ],
  [
    HOSTS_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const clientCertificate = { certFile: "/etc/vault/client.pem", keyFile: "/etc/vault/client.key" };
      const hosts = [
        { host: "pg-1.internal" },
        { host: "pg-2.internal", port: 6432 },
        { host: "pg-3.internal" },
      ];
      const connection = engine.addPostgresConnection("appdb", {
        ...generated(database),
        endpoint: { hosts },
        tls: PostgresTls.verifyFull({ caFile: "/etc/vault/postgres-ca.pem", clientCertificate }),
      });
      const role = connection.addRole("readwrite", { privileges: Privileges.readWrite() });
      const rotation = StaticRotation.every(Duration.hours(24));
      const reports = connection.addStaticRole("reports", { privileges: Privileges.readOnly(), rotation });
      const approle = new AppRoleAuth(stack, "approle");
      const web = approle.addWorkload("web", {
        secretIdTtl: Duration.minutes(5),
        token: VaultToken.periodic(Duration.hours(1)),
      });
      for (const each of [role, reports]) each.grantRead(web);
      const endpoint = { hosts, targetSessionAttrs: "prefer-standby" } as const;
      web.agent({
        roleIdFile: "/etc/web/role-id",
        secretIdFile: "/run/web/secret-id",
        templates: [
          AgentTemplate.envFile({ role, destination: "/run/web/db.env" }),
          AgentTemplate.json({ role, destination: "/run/web/db.json" }),
          AgentTemplate.pgpass({ role, destination: "/run/web/pgpass" }),
          AgentTemplate.pgService({ role: reports, endpoint, destination: "/run/web/pg_service.conf" }),
          AgentTemplate.url({ role: reports, endpoint, destination: "/run/web/url" }),
        ],
      });
      OperatorPolicies.attach(stack);
    },
    [
      "database/appdb: configuration-as-described",
      "database/appdb: works-on-the-primary",
      "database/appdb: bootstrap-password-refused",
      "database/appdb: impostor-refused",
      "readwrite: may-insert",
      "web (approle): agent-credential-logs-in (/run/web/url)",
    ],
  ],
  [
    CLUSTERS_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const readonly = connection.addRole("readonly", { privileges: Privileges.readOnly() });
      const host = "https://kubernetes.default.svc";
      const us = { host: "https://api.us.example:6443", ...elsewhere(stack, "us") };
      const asia = {
        host: "https://api.asia.example:6443",
        ca: elsewhere(stack, "asia").ca,
        reviewer: TokenReviewer.clientJwt(),
      };
      for (const [cluster, props] of Object.entries({ us, asia, own: { host } })) {
        const web = new KubernetesAuth(stack, cluster, props).addWorkload("web", {
          serviceAccounts: ["web"],
          namespaces: ["shop"],
          audience: cluster === "asia" ? host : "vault",
          token: VaultToken.periodic(Duration.hours(1)),
        });
        readonly.grantRead(web);
      }
      OperatorPolicies.attach(stack);
    },
    ["us", "asia", "own"].flatMap((cluster) => [
      `web (${cluster}): may-use-credential (database/creds/readonly)`,
      `web (${cluster}): other-cluster-refused`,
    ]),
  ],
  [
    VAULT_SECRETS_OPERATOR_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database", { path: "team-a/database" });
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const writer = connection.addRole("writer", { privileges: Privileges.readWrite() });
      const rotation = StaticRotation.every(Duration.hours(24));
      const reports = connection.addStaticRole("reports", { privileges: Privileges.readOnly(), rotation });
      const name = "w".repeat(63);
      for (const cluster of ["east", "west"]) {
        const kubernetes = new KubernetesAuth(stack, cluster, {
          host: `https://${cluster}.internal:6443`,
          ...(cluster === "west" && elsewhere(stack, cluster)),
        });
        const web = kubernetes.addWorkload(name, {
          serviceAccounts: ["web", "jobs"],
          namespaces: ["shop", "n".repeat(63)],
          audience: "vault",
          token: VaultToken.periodic(Duration.hours(1)),
        });
        writer.grantRead(web);
        reports.grantRead(web);
        web.vaultSecretsOperator({
          operator: VaultSecretsOperator.fromExisting(),
          vaultAddress: "https://vault.internal:8200",
          serviceAccount: "web",
          secrets: [
            { role: writer, name: "s".repeat(63), restart: [Pods.deployment("d".repeat(63))] },
            { role: reports, name: "reports", variables: { DATABASE_URL: "url" } },
          ],
        });
      }
      OperatorPolicies.attach(stack);
    },
    ["east", "west"].flatMap((cluster) =>
      ["s".repeat(63), "reports"].map(
        (secret) => `${"w".repeat(63)} (${cluster}): vault-secrets-operator-calls (${secret})`,
      ),
    ),
  ],
  [
    CLIENT_CACHE_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const readonly = connection.addRole("readonly", { privileges: Privileges.readOnly() });
      const engines = [
        new TransitSecretsEngine(stack, "transit"),
        TransitSecretsEngine.fromPath(stack, "shared", "team-a/transit"),
      ];
      engines.forEach((transit, index) => {
        const host = `https://10.0.0.${index + 1}:6443`;
        const kubernetes = new KubernetesAuth(stack, `cluster-${index}`, {
          host,
          ...(index && elsewhere(stack, `cluster-${index}`)),
        });
        const vaultAddress = "https://vault.internal:8200";
        const operator = kubernetes.addVaultSecretsOperator({
          namespace: "vault-secrets-operator",
          audience: "vault",
          vaultAddress,
          transit,
        });
        const web = kubernetes.addWorkload("web", {
          serviceAccounts: ["web"],
          namespaces: ["shop"],
          audience: "vault",
          token: VaultToken.periodic(Duration.hours(1)),
        });
        readonly.grantRead(web);
        web.vaultSecretsOperator({
          operator,
          vaultAddress,
          secrets: [{ role: readonly, name: "web-database" }],
        });
      });
      OperatorPolicies.attach(stack);
    },
    [
      "vault-secrets-operator (cluster-0): may-encrypt-and-decrypt (transit/cluster-0-vault-secrets-operator)",
      "vault-secrets-operator (cluster-1): may-encrypt-and-decrypt (team-a/transit/cluster-1-vault-secrets-operator)",
      "vault-secrets-operator (cluster-0): vault-secrets-operator-keeps-tokens (transit/cluster-0-vault-secrets-operator)",
      "vault-secrets-operator (cluster-0): may-not-use-keys-otherwise",
      "vault-secrets-operator (cluster-0): may-not-read-other-roles",
      "web (cluster-0): may-not-use-keys-otherwise",
      "test: transit-keys-as-described",
    ],
  ],
  [
    EXTERNAL_SECRETS_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const writer = connection.addRole("writer", {
        privileges: Privileges.readWrite(),
        rateLimit: RateLimit.of(6, { per: Duration.minutes(10) }),
      });
      const rotation = StaticRotation.every(Duration.hours(24));
      const reports = connection.addStaticRole("reports", { privileges: Privileges.readOnly(), rotation });
      const tokens = {
        east: VaultToken.periodic(Duration.minutes(50)),
        west: VaultToken.bounded({ ttl: Duration.minutes(50), maxTtl: Duration.hours(4) }),
      };
      for (const [cluster, token] of Object.entries(tokens)) {
        const kubernetes = new KubernetesAuth(stack, cluster, {
          host: `https://${cluster}.internal:6443`,
          ...(cluster === "west" && elsewhere(stack, cluster)),
        });
        const web = kubernetes.addWorkload("web", {
          serviceAccounts: ["web", "jobs"],
          namespaces: ["shop", "shop-eu"],
          audience: "vault",
          token,
        });
        writer.grantRead(web);
        reports.grantRead(web);
        web.externalSecrets({
          vaultAddress: "https://vault.internal:8200",
          vaultCaSecret: "vault-ca",
          serviceAccount: "jobs",
          secrets: [
            { role: writer, name: "writer", refreshInterval: Duration.minutes(25) },
            {
              role: reports,
              name: "reports",
              refreshInterval: Duration.minutes(5),
              variables: { DATABASE_URL: "url" },
            },
          ],
        });
      }
      OperatorPolicies.attach(stack);
    },
    ["east", "west"].flatMap((cluster) =>
      ["writer", "reports"].flatMap((secret) => [
        `web (${cluster}): external-secrets-calls (${secret})`,
        `web (${cluster}): external-secrets-outlives-skipped-refresh (${secret})`,
      ]),
    ),
  ],
  [
    INJECTOR_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", { databaseName: "appdb" });
      const engine = new DatabaseSecretsEngine(stack, "database");
      const connection = engine.addPostgresConnection("appdb", generated(database));
      const writer = connection.addRole("writer", { privileges: Privileges.readWrite() });
      const rotation = StaticRotation.every(Duration.hours(24));
      const reports = connection.addStaticRole("reports", { privileges: Privileges.readOnly(), rotation });
      const vaultAddress = "https://vault.internal:8200";
      const east = new KubernetesAuth(stack, "east", { host: "https://east.internal:6443" });
      const web = east.addWorkload("w".repeat(63), {
        serviceAccounts: ["web"],
        namespaces: ["shop", "n".repeat(63)],
        audience: "vault",
        token: VaultToken.periodic(Duration.hours(1)),
      });
      for (const role of [writer, reports]) role.grantRead(web);
      web.injector({
        product: VaultProduct.openBao(),
        vaultAddress,
        vaultCaSecret: "vault-ca",
        pods: Pods.deployment("d".repeat(63)),
        user: 1000,
        revokeAfter: Duration.seconds(20),
        templates: [
          PodTemplate.json({
            role: writer,
            file: "writer.json",
            onChange: OnChange.signal("SIGHUP", { pidFile: "/vault/secrets/pid" }),
          }),
          PodTemplate.envFile({
            role: writer,
            file: "f".repeat(41),
            onChange: OnChange.command(["wget", "-qO-", "http://127.0.0.1:8080/it's"], {
              timeout: Duration.seconds(10),
            }),
          }),
          PodTemplate.pgpass({
            role: reports,
            file: ".pgpass",
            onChange: OnChange.command(["touch", "/vault/secrets/changed"], { timeout: Duration.seconds(5) }),
          }),
        ],
      });
      const west = new KubernetesAuth(stack, "west", {
        host: "https://west.internal:6443",
        ...elsewhere(stack, "west"),
      });
      const report = west.addWorkload("report", {
        serviceAccounts: ["report"],
        namespaces: ["shop"],
        audience: "vault",
        token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(1) }),
      });
      writer.grantRead(report);
      report.injector({
        product: VaultProduct.vault(),
        vaultAddress,
        pods: Pods.cronJob("report", { longest: Duration.minutes(30) }),
        user: 1000,
        templates: [PodTemplate.url({ role: writer, file: "url" })],
      });
      OperatorPolicies.attach(stack);
    },
    [
      ...["writer.json", "f".repeat(41), ".pgpass"].map(
        (file) => `${"w".repeat(63)} (east): injector-credential-logs-in (/vault/secrets/${file})`,
      ),
      ...[
        "writes-its-files",
        "issues-one-user-for-a-pod",
        "renews",
        "issues-no-users-without-end",
        "replaces-what-is-revoked",
        "revokes-when-a-pod-ends",
        "follows-rotations",
      ].map((id) => `${"w".repeat(63)} (east): injector-${id}`),
      "report (west): injector-writes-its-files",
      "report (west): injector-issues-one-user-for-a-pod",
      "report (west): injector-credential-logs-in (/vault/secrets/url)",
      "report (west): injector-job-ends-before-its-credential",
    ],
  ],
  ...AWKWARD_STACKS,
  ...JWT_STACKS,
  ...SCHEMA_STACKS,
  ...ISSUANCE_STACKS,
  ...PRIVILEGE_STACKS,
];

/**
 * Makes one of them, with its providers.
 *
 * @throws Error when there is none of this name
 */
export function addOtherStack(stack: TerraformStack, name: string): void {
  const found = OTHER_STACKS.find(([what]) => what === name);
  if (!found) throw new Error(`There is no such stack: ${name}`);
  addProviders(stack);
  found[1](stack);
}
