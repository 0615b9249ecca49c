import type { TerraformStack } from "cdktf";
import {
  AuditDevice,
  AuditTrail,
  BreakGlassAccess,
  Duration,
  GitHubJob,
  JwtAuth,
  JwtIssuer,
  JwtSubject,
  KubernetesAuth,
  PasswordPolicy,
  Privileges,
  RateLimit,
  SchemaPrivileges,
  StaticRotation,
  type TablePrivilege,
  VaultToken,
} from "../../constructs";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { ROLES, shop, type Shop, type ShopProps } from "./shop";

/** A change of what is deployed, as somebody makes it. */
export interface ChangeKind {
  /** What somebody does, by which a test names it. */
  readonly name: string;
  /** What is deployed. */
  readonly before: (stack: TerraformStack) => void;
  /** What is deployed then. @default - everything is destroyed */
  readonly after?: (stack: TerraformStack) => void;
  /** The paths of the credentials of which there are leases meanwhile. @default - none */
  readonly leased?: readonly string[];
  /** What a migration makes before the change, as the owner of the database. @default - nothing */
  readonly migration?: string;
  /** Where the change stops, by address. @default - it goes through */
  readonly fails?: readonly Refusal[];
  /** What a migration does before it, so that it goes through. @default - draining is enough, where it stops */
  readonly cleared?: string;
  /** What is deployed in its place, so that it goes through. @default - the same */
  readonly instead?: (stack: TerraformStack) => void;
}

/** What Terraform says where a server refuses a resource. */
export interface Refusal {
  /** What its address has in it: the construct. */
  readonly at: string;
  /** What the server says. */
  readonly says: string;
  /** PostgreSQL's versions where it does. @default - all */
  readonly on?: readonly PostgresVersion[];
  /** Whether it does so while there are leases. @default true */
  readonly whileLeased?: boolean;
  /** Whether it does so still once all leases are revoked. @default false */
  readonly remains?: boolean;
}

const FROM_16: readonly PostgresVersion[] = [16, 17, 18];

/** What each of these can differ in besides. */
interface Meanwhile {
  readonly leased?: readonly string[];
  readonly migration?: string;
  readonly fails?: readonly Refusal[];
  readonly cleared?: string;
  readonly instead?: (stack: TerraformStack) => void;
}

/** A change of the shop. */
function change(name: string, before: ShopProps, after: ShopProps, meanwhile: Meanwhile = {}): ChangeKind {
  return { name, before: shop(before), after: shop(after), ...meanwhile };
}

/** What the shop gains is taken away, too. */
function there(name: string, added: ShopProps, meanwhile: Meanwhile = {}): ChangeKind[] {
  const { leased, ...rest } = meanwhile;
  return [change(`${name} is added`, {}, added, rest), change(`${name} is removed`, added, {}, meanwhile)];
}

const { readonly, readwrite, migrator } = ROLES as Record<string, (typeof ROLES)[string]> & {
  [Name in "readonly" | "readwrite" | "migrator"]: (typeof ROLES)[string];
};

const creds = (...roles: string[]) => roles.map((role) => `database/creds/${role}`);
const ALL = creds("readonly", "readwrite", "migrator");

const reports = (...tables: TablePrivilege[]): ShopProps => ({
  roles: { ...ROLES, reports: { privileges: Privileges.of({ name: "reports", tables: { "*": tables } }) } },
});

const DEPENDENT = "dependent privileges exist";
const ACCESSED = "is being accessed by other users";

/** Of the leased roles, and of what they belong to. */
const ROLE_CHANGES: readonly ChangeKind[] = [
  change(
    "a role is renamed",
    {},
    { roles: { reader: readonly, readwrite, migrator } },
    { leased: creds("readonly") },
  ),
  change("a role is removed", {}, { roles: { readwrite, migrator } }, { leased: creds("readwrite") }),
  change(
    "a role with a group of its own is removed while it is leased",
    reports("SELECT"),
    {},
    {
      leased: creds("reports"),
      fails: [{ at: "appdb_reports_issuer", says: DEPENDENT, on: FROM_16 }],
    },
  ),
  ...there("a role with a group of its own", reports("SELECT")),
  change("a privilege is added to a set", reports("SELECT"), reports("SELECT", "INSERT"), {
    leased: creds("reports"),
  }),
  change("a privilege is taken from a set", reports("SELECT", "INSERT"), reports("SELECT"), {
    leased: creds("reports"),
  }),
  change(
    "another set is given to a role while it is leased",
    { roles: { readonly: { privileges: Privileges.readWrite() }, migrator }, workloads: [] },
    { roles: { readonly, migrator }, workloads: [] },
    {
      leased: creds("readonly"),
      fails: [{ at: "appdb_read_write_issuer", says: DEPENDENT, on: FROM_16 }],
    },
  ),
  change(
    "another set is given to a role",
    { roles: { readonly: { privileges: Privileges.readWrite() }, migrator }, workloads: [] },
    { roles: { readonly, migrator }, workloads: [] },
  ),
  change(
    "another set is given to a role while it is leased, and the group of the old one is kept",
    { roles: { readonly: { privileges: Privileges.readWrite() }, migrator }, workloads: [] },
    {
      roles: { readonly, migrator },
      workloads: [],
      and: ({ database }) => database.group(Privileges.readWrite()),
    },
    { leased: creds("readonly") },
  ),
  change(
    "a set is renamed while its role is leased",
    {
      roles: { reports: { privileges: Privileges.of({ name: "reports", ...SchemaPrivileges.readOnly() }) } },
      workloads: [],
    },
    {
      roles: {
        reports: { privileges: Privileges.of({ name: "statistics", ...SchemaPrivileges.readOnly() }) },
      },
      workloads: [],
    },
    {
      leased: creds("reports"),
      fails: [{ at: "appdb_reports_issuer", says: DEPENDENT, on: FROM_16 }],
    },
  ),
  change(
    "TTLs are changed",
    {},
    {
      engine: { defaultLeaseTtl: Duration.minutes(10), maxLeaseTtl: Duration.hours(2) },
      roles: {
        readonly: { ...readonly, defaultTtl: Duration.minutes(20), maxTtl: Duration.hours(2) },
        readwrite: { ...readwrite, maxTtl: Duration.hours(1) },
        migrator: { ...migrator, maxTtl: Duration.minutes(90) },
      },
    },
    { leased: ALL },
  ),
  change(
    "a rate limit is raised",
    { roles: { readwrite: { ...readwrite, rateLimit: RateLimit.of(2, { per: Duration.minutes(1) }) } } },
    { roles: { readwrite: { ...readwrite, rateLimit: RateLimit.of(5, { per: Duration.minutes(1) }) } } },
  ),
  change(
    "a rate limit is removed",
    { roles: { readwrite: { ...readwrite, rateLimit: RateLimit.of(2, { per: Duration.minutes(1) }) } } },
    { roles: { readwrite } },
  ),
];

const withSales: ShopProps = { database: { schemas: ["public", "sales"] } };

/** Of the database, its schemas and its owner. */
const DATABASE_CHANGES: readonly ChangeKind[] = [
  ...there("a schema", withSales, { leased: ALL }),
  change(
    "a schema with a table is removed",
    withSales,
    {},
    {
      migration: "CREATE TABLE sales.orders (id integer)",
      cleared: "DROP TABLE sales.orders",
      fails: [
        {
          at: "appdb_schema-sales",
          says: "cannot drop schema sales because other objects depend on it",
          remains: true,
        },
      ],
    },
  ),
  change("a schema is renamed", withSales, { database: { schemas: ["public", "trade"] } }, { leased: ALL }),
  change("the owner is renamed", {}, { database: { owner: "shop_owner" } }),
  change(
    "the owner is renamed while others are leased",
    {},
    { database: { owner: "shop_owner" } },
    { leased: creds("readonly", "readwrite") },
  ),
  change(
    "the owner is renamed while the migrator is leased",
    {},
    { database: { owner: "shop_owner" } },
    { leased: creds("migrator"), fails: [{ at: "appdb_issuer-owner", says: DEPENDENT, on: FROM_16 }] },
  ),
  change("the account is renamed", {}, { database: { account: "vault_shop" } }),
  change(
    "the account is renamed while the readers are leased",
    {},
    { database: { account: "vault_shop" } },
    {
      leased: creds("readonly"),
      fails: [{ at: "appdb_read_only_issuer", says: DEPENDENT, on: FROM_16 }],
    },
  ),
  change("the database is renamed", {}, { database: { databaseName: "shopdb" } }),
  change(
    "the database is renamed while the readers are leased",
    {},
    { database: { databaseName: "shopdb" } },
    {
      leased: creds("readonly"),
      fails: [
        { at: "appdb_read_only_issuer", says: DEPENDENT, on: FROM_16 },
        { at: "postgresql_database.appdb", says: ACCESSED, on: [15], remains: true },
        // By Vault itself, which keeps sessions of its own.
        { at: "postgresql_database.appdb", says: ACCESSED, on: FROM_16, remains: true, whileLeased: false },
      ],
    },
  ),
];

/** Of the engine and its connection. */
const CONNECTION_CHANGES: readonly ChangeKind[] = [
  change("the generation is raised", {}, { settings: { generation: 2 } }, { leased: ALL }),
  change(
    "the host is changed",
    {},
    { settings: { endpoint: { host: "postgres.internal" } } },
    { leased: ALL },
  ),
  change(
    "a setting of the connection is changed",
    {},
    { settings: { maxOpenConnections: 7 } },
    { leased: ALL },
  ),
  change(
    "the connection is renamed",
    {},
    { connection: "shop" },
    {
      leased: ALL,
      fails: [{ at: "database_shop", says: "password authentication failed", remains: true }],
      instead: shop({ connection: "shop", settings: { generation: 2 } }),
    },
  ),
  change(
    "the connection is renamed, and the generation raised",
    {},
    { connection: "shop", settings: { generation: 2 } },
  ),
  change(
    "the engine is mounted elsewhere",
    {},
    { engine: { path: "databases" } },
    {
      fails: [{ at: "database_appdb", says: "password authentication failed", remains: true }],
      instead: shop({ engine: { path: "databases" }, settings: { generation: 2 } }),
    },
  ),
  change(
    "the engine is renamed",
    {},
    { engine: { id: "databases" } },
    {
      fails: [{ at: "databases_appdb", says: "password authentication failed", remains: true }],
      instead: shop({ engine: { id: "databases" }, settings: { generation: 2 } }),
    },
  ),
  change(
    "the engine is renamed, and the generation raised",
    {},
    { engine: { id: "databases" }, settings: { generation: 2 } },
  ),
  change(
    "the engine is renamed, and the generation raised, while the readers are leased",
    {},
    { engine: { id: "databases" }, settings: { generation: 2 } },
    {
      leased: creds("readonly"),
      fails: [{ at: "vault_mount.database", says: "failed to find entry for connection", remains: true }],
    },
  ),
  ...there("a password policy", {
    settings: {},
    and: ({ stack }) => new PasswordPolicy(stack, "passwords", { length: 48 }),
  }),
];

const kubernetes =
  (period = 1) =>
  ({ stack, grantRead }: Shop) => {
    const auth = new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
    const pods = { serviceAccounts: ["web"], namespaces: ["shop"], audience: "vault" };
    const token = VaultToken.periodic(Duration.hours(period));
    grantRead(auth.addWorkload("web", { ...pods, token }));
  };

const repository = { repository: "acme/shop", repositoryId: "1234" };

/** A job of GitHub Actions that reads. */
const job =
  ({
    path = "github",
    url = "https://github.acme.example",
    bound = GitHubJob.pullRequest(repository),
  } = {}) =>
  ({ stack, grantRead }: Shop) => {
    const github = new JwtAuth(stack, "github", { path, issuer: JwtIssuer.github({ url }) });
    grantRead(github.addWorkload("migrate", { boundTo: bound, audience: "vault", ttl: Duration.hours(1) }));
  };
const onBranch = (branch: string) =>
  GitHubJob.branch(branch, { ...repository, workflow: "migrate.yml", environment: branch });

/** The same of another issuer, by its subject. */
const bySubject = ({ stack, grantRead }: Shop) => {
  const issuer = JwtIssuer.jwks({
    issuer: "https://ci.acme.example",
    jwksUrl: "https://ci.acme.example/keys",
    algorithm: "ES256",
  });
  const ci = new JwtAuth(stack, "github", { issuer });
  const boundTo = JwtSubject.of("pipeline:42");
  grantRead(ci.addWorkload("migrate", { boundTo, audience: "vault", ttl: Duration.hours(1) }));
};

const rotated = (name: string, hours = 24): ShopProps => ({
  and: ({ connection }) =>
    connection.addStaticRole(name, {
      privileges: Privileges.readOnly(),
      rotation: StaticRotation.every(Duration.hours(hours)),
    }),
});

const devices = (...paths: string[]): ShopProps => ({
  and: ({ stack }) =>
    new AuditTrail(stack, "audit", { devices: paths.map((path) => AuditDevice.file({ path })) }),
});

/** Of who reads, of static roles and of what is around. */
const OTHER_CHANGES: readonly ChangeKind[] = [
  change("a workload is renamed", {}, { workloads: ["shop"] }, { leased: creds("readwrite") }),
  change("a workload is removed", { workloads: ["web", "jobs"] }, {}, { leased: creds("readwrite") }),
  change("a workload is added", {}, { workloads: ["web", "jobs"] }, { leased: creds("readwrite") }),
  ...there("a workload of a cluster, with its auth method,", { and: kubernetes() }),
  change("a token's period is changed", { and: kubernetes() }, { and: kubernetes(2) }),
  ...there("a job of a CI, with its auth method,", { and: job() }),
  change("a job is bound to a branch", { and: job() }, { and: job({ bound: onBranch("main") }) }),
  change(
    "a job is bound to another branch",
    { and: job({ bound: onBranch("main") }) },
    { and: job({ bound: onBranch("next") }) },
  ),
  change("jobs are another server's", { and: job() }, { and: job({ url: "https://ghes.acme.example" }) }),
  change("the auth method of jobs is moved", { and: job() }, { and: job({ path: "ci/github" }) }),
  change("jobs are another issuer's", { and: job({ bound: onBranch("main") }) }, { and: bySubject }),
  change("jobs are GitHub's again", { and: bySubject }, { and: job() }),
  ...there("a static role", rotated("batch")),
  change("a static role is renamed", rotated("batch"), rotated("nightly")),
  change("a static role is rotated more often", rotated("batch"), rotated("batch", 12)),
  ...there("break-glass access", {
    and: ({ stack, database }) => new BreakGlassAccess(stack, "break-glass", { database }),
  }),
  ...there("an audit device", devices("/vault/logs/audit.log")),
  { name: "everything is destroyed", before: shop() },
  {
    name: "everything is destroyed while the readers are leased",
    before: shop(),
    leased: creds("readonly"),
    fails: [
      { at: "postgresql_database.appdb", says: "must be a member of the role whose process", on: [15] },
      { at: "appdb_read_only_issuer", says: DEPENDENT, on: FROM_16 },
      { at: "vault_mount.database", says: "failed to find entry for connection", on: [15], remains: true },
    ],
  },
];

/** Whether a change stops somewhere on a version of PostgreSQL. */
export function stopsOn({ fails = [] }: ChangeKind, postgres: PostgresVersion): boolean {
  return fails.some(({ on = [postgres] }) => on.includes(postgres));
}

/** Each change that is tried, by itself. */
export const CHANGE_KINDS: readonly ChangeKind[] = [
  ...ROLE_CHANGES,
  ...DATABASE_CHANGES,
  ...CONNECTION_CHANGES,
  ...OTHER_CHANGES,
];
