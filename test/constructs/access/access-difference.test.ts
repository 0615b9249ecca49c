import {
  accessDifference,
  type AccessManifest,
  type AgentDescription,
  type ClusterDescription,
  type ConnectionDescription,
  type EngineDescription,
  type JwtIssuerDescription,
  type RoleDescription,
  type SchemaPrivilegesDescription,
  type TransitKeyDescription,
  type WorkloadDescription,
} from "../../../constructs";

const NOTHING: AccessManifest = {
  schemaVersion: 3,
  stack: "dev",
  files: [],
  engines: [],
  transitEngines: [],
  databases: [],
  connections: [],
  roles: [],
  staticRoles: [],
  staticRolePairs: [],
  passwordPolicies: [],
  authMethods: [],
  workloads: [],
  auditDevices: [],
  breakGlass: [],
  providers: [],
  undescribed: [],
  acknowledged: [],
};

const workload: WorkloadDescription = {
  name: "myapp",
  login: { method: "approle", path: "approle", secretId: { ttl: 600, uses: 3 } },
  policy: "approle-myapp",
  reads: [{ path: "database/creds/app", kind: "leased" }],
  token: { kind: "periodic", period: 3600 },
};

const appdb = { server: "postgresql", name: "appdb" };

const role: RoleDescription = {
  kind: "leased",
  name: "app",
  path: "database/creds/app",
  engine: "database",
  connection: "appdb",
  database: appdb,
  group: "appdb_app",
  privileges: "app",
  actsAsGroup: false,
  defaultTtl: 3600,
  maxTtl: 86_400,
};

const kubernetes: WorkloadDescription["login"] = {
  method: "kubernetes",
  path: "kubernetes",
  serviceAccounts: ["api"],
  namespaces: ["production"],
  audience: "vault",
};

const withWorkload = (changes: Partial<WorkloadDescription> = {}): AccessManifest => ({
  ...NOTHING,
  workloads: [{ ...workload, ...changes }],
});

const withRole = (
  { owner = false, ...privileges }: Partial<SchemaPrivilegesDescription> & { owner?: boolean } = {},
  changes: Partial<RoleDescription> = {},
): AccessManifest => {
  const lists = {
    schema: "public",
    tables: [],
    columns: [],
    sequences: [],
    functions: [],
    definers: [],
    types: [],
  };
  const schemas = owner ? [] : [{ ...lists, ...privileges }];
  const groups = [{ role: "appdb_app", privileges: { name: "app", owner, schemas } }];
  const names = { ...appdb, owner: "appdb_owner", account: "vault_appdb", issuer: "vault_appdb_issuer" };
  return {
    ...NOTHING,
    databases: [{ kind: "postgresql", ...names, imported: false, schemas: ["public"], groups }],
    roles: [{ ...role, ...changes }],
  };
};

test("nothing is told of two manifests that allow the same", () => {
  expect(accessDifference(withWorkload(), withWorkload())).toEqual([]);
  expect(accessDifference(NOTHING, { ...NOTHING, stack: "production" })).toEqual([]);
});

test("a new workload gains its token, its secret IDs and what it reads; one that goes loses them", () => {
  expect(accessDifference(NOTHING, withWorkload())).toEqual([
    "+ myapp (approle at approle) gains a token renewed every 1 h",
    "+ myapp (approle at approle) gains credentials of database/creds/app",
    "+ myapp (approle at approle) gains policy approle-myapp",
    "+ myapp (approle at approle) gains secret IDs for 3 uses within 10 min",
  ]);
  expect(accessDifference(withWorkload(), NOTHING)).toEqual([
    "- myapp (approle at approle) loses a token renewed every 1 h",
    "- myapp (approle at approle) loses credentials of database/creds/app",
    "- myapp (approle at approle) loses policy approle-myapp",
    "- myapp (approle at approle) loses secret IDs for 3 uses within 10 min",
  ]);
});

const address = { host: "postgres.internal", port: 5432, database: "appdb", sslMode: "verify-full" };
const file: AgentDescription["templates"][number] = {
  kind: "env",
  destination: "/run/myapp/env",
  mode: "0640",
  owner: { user: "myapp", group: "www-data" },
  credential: "database/creds/app",
  address,
  variables: { DB_USER: "user" },
  onChange: { kind: "command", command: ["sh", "-c", "exit 0"], timeout: 30 },
};
const agent: AgentDescription = {
  file: "approle-myapp.agent.json",
  roleIdFile: "/etc/myapp/role-id",
  secretIdFile: "/run/myapp/secret-id",
  templates: [file],
};

test("a limit of requests that is raised is told in one sentence", () => {
  const limited = (requests: number, per = 60) =>
    withRole({}, { rateLimit: { name: "database-app", requests, per } });
  expect(accessDifference(limited(1), limited(10, 3600))).toEqual([
    "! database/creds/app changes from at most 1 request within 1 min from one address, by database-app to at most 10 requests within 1 h from one address, by database-app",
  ]);
});

test("an agent gains a login, and each file with all that is said of it", () => {
  const whole: AgentDescription = {
    ...agent,
    vaultAddress: "https://vault.internal:8200",
    vaultCaFile: "/etc/ssl/vault.pem",
    sink: { path: "/run/myapp/token", mode: "0600" },
    templates: [
      file,
      {
        kind: "pg_service",
        destination: "/run/myapp/service",
        mode: "0600",
        credential: "database/creds/app",
        address: { ...address, caFile: "/etc/ssl/postgres.pem" },
        service: "appdb",
        onChange: { kind: "signal", signal: "SIGHUP", pidFile: "/run/myapp.pid" },
      },
    ],
  };
  expect(accessDifference(withWorkload(), withWorkload({ agent: whole }))).toEqual(
    [
      "an agent by approle-myapp.agent.json: Vault at https://vault.internal:8200, CA /etc/ssl/vault.pem, role ID in /etc/myapp/role-id, secret ID in /run/myapp/secret-id",
      'env file /run/myapp/env (0640, user myapp, group www-data) with database/creds/app for appdb at postgres.internal:5432, sslmode verify-full; DB_USER is user; on change sh -c "exit 0", for 30 s at most',
      "its token in /run/myapp/token (0600)",
      "pg_service file /run/myapp/service (0600) with database/creds/app for appdb at postgres.internal:5432, sslmode verify-full, CA /etc/ssl/postgres.pem; service appdb; on change SIGHUP to the process in /run/myapp.pid",
    ].map((what) => `+ myapp (approle at approle) gains ${what}`),
  );
});

test("a file of an agent that gets another mode is told in one sentence", () => {
  const after = { ...agent, templates: [{ ...file, mode: "0600" }] };
  const [line, ...others] = accessDifference(withWorkload({ agent }), withWorkload({ agent: after }));
  expect(line).toMatch(/^! myapp .* changes from env file .*\(0640, .* to env file .*\(0600, /);
  expect(others).toEqual([]);
});

test("a process of an agent is told with what is in its environment", () => {
  const variables = { DB_USER: "user" } as const;
  const environment = [{ credential: "database/creds/app", address, variables }];
  const process = { command: ["node", "server.js"], stopSignal: "SIGTERM", environment };
  expect(
    accessDifference(
      withWorkload({ agent: { ...agent, templates: [] } }),
      withWorkload({ agent: { ...agent, templates: [], process } }),
    ),
  ).toEqual([
    "+ myapp (approle at approle) gains a process with database/creds/app for appdb at postgres.internal:5432, sslmode verify-full; DB_USER is user",
    "+ myapp (approle at approle) gains process node server.js, stopped by SIGTERM",
  ]);
});

test("the Vault Secrets Operator gains a login, and each Secret with all that is said of it", () => {
  const vaultSecretsOperator: WorkloadDescription["vaultSecretsOperator"] = {
    file: "kubernetes-web.vault-secrets-operator.yaml",
    vaultAddress: "https://vault.internal:8200",
    vaultCaSecret: "vault-ca",
    serviceAccount: "web",
    secrets: [
      {
        name: "web-database",
        credential: "database/creds/app",
        address,
        variables: { DB_USER: "user" },
        renewalPercent: 67,
        restart: [
          { kind: "Deployment", name: "web" },
          { kind: "StatefulSet", name: "jobs" },
        ],
      },
      {
        name: "reports",
        credential: "database/static-creds/reports",
        address,
        variables: { URL: "url" },
        restart: [],
      },
    ],
  };
  expect(accessDifference(withWorkload(), withWorkload({ vaultSecretsOperator }))).toEqual(
    [
      "Secret reports with database/static-creds/reports for appdb at postgres.internal:5432, sslmode verify-full; URL is url",
      "Secret web-database with database/creds/app for appdb at postgres.internal:5432, sslmode verify-full; DB_USER is user; renewed after 67 percent; on change Deployment web, StatefulSet jobs started again",
      "the Vault Secrets Operator by kubernetes-web.vault-secrets-operator.yaml: Vault at https://vault.internal:8200, CA in Secret vault-ca, service account web",
    ].map((what) => `+ myapp (approle at approle) gains ${what}`),
  );
  const [secret, ...others] = vaultSecretsOperator?.secrets ?? [];
  const after = { ...vaultSecretsOperator!, secrets: [{ ...secret!, renewalPercent: 50 }, ...others] };
  const [line, ...lines] = accessDifference(
    withWorkload({ vaultSecretsOperator }),
    withWorkload({ vaultSecretsOperator: after }),
  );
  expect(line).toMatch(
    /^! myapp .* changes from Secret web-database .* 67 percent.* to Secret web-database .* 50 percent/,
  );
  expect(lines).toEqual([]);
});

test("an injector gains pods, and each file with all that is said of it", () => {
  const injector: WorkloadDescription["injector"] = {
    file: "kubernetes-web.injector.yaml",
    product: "openbao",
    vaultAddress: "https://vault.internal:8200",
    serviceAccount: "web",
    pods: { kind: "Deployment", name: "web" },
    user: 1000,
    revokeAfter: 20,
    templates: [
      {
        kind: "json",
        destination: "/vault/secrets/database.json",
        mode: "0600",
        credential: "database/creds/app",
        address,
        onChange: { kind: "signal", signal: "SIGHUP", pidFile: "/vault/secrets/pid" },
      },
    ],
  };
  expect(accessDifference(withWorkload(), withWorkload({ injector }))).toEqual(
    [
      "an agent by the injector of openbao and kubernetes-web.injector.yaml: Vault at https://vault.internal:8200, service account web",
      "json file /vault/secrets/database.json (0600) with database/creds/app for appdb at postgres.internal:5432, sslmode verify-full; on change SIGHUP to the process in /vault/secrets/pid",
      "pods of Deployment web as user 1000; an agent beside each; revoked 20 s after they are told to end",
    ].map((what) => `+ myapp (approle at approle) gains ${what}`),
  );
  const job = { ...injector, revokeAfter: undefined, longest: 1800 };
  expect(accessDifference(withWorkload({ injector }), withWorkload({ injector: job }))).toEqual([
    "! myapp (approle at approle) changes from pods of Deployment web as user 1000; an agent beside each; revoked 20 s after they are told to end to pods of Deployment web as user 1000; each ended after 30 min",
  ]);
});

test("a token that changes is told in one sentence", () => {
  const token = { kind: "bounded", ttl: 60, maxTtl: 90 } as const;
  expect(accessDifference(withWorkload(), withWorkload({ token }))).toEqual([
    "! myapp (approle at approle) changes from a token renewed every 1 h to a token of 1 min, at most 90 s",
  ]);
});

test("a workload that logs in by another method is another one", () => {
  const gained = accessDifference(withWorkload(), withWorkload({ login: kubernetes }));
  expect(gained.filter((sentence) => sentence.includes("database/creds/app"))).toEqual([
    "- myapp (approle at approle) loses credentials of database/creds/app",
    "+ myapp (kubernetes at kubernetes) gains credentials of database/creds/app",
  ]);
});

test("each service account in each namespace is told", () => {
  const login = { ...kubernetes, serviceAccounts: ["api", "worker"] };
  const before = withWorkload({ login });
  const after = withWorkload({ login: kubernetes });
  expect(accessDifference(before, after)).toEqual([
    "- myapp (kubernetes at kubernetes) loses login for service account production/worker, audience vault",
  ]);
});

test("a role gains and loses privileges by table, column, sequence, function and type", () => {
  const before = withRole({ tables: [{ table: "orders", privileges: ["DELETE", "SELECT"] }] });
  const after = withRole({
    tables: [{ table: "orders", privileges: ["SELECT"] }],
    columns: [{ table: "customers", privilege: "UPDATE", columns: ["name"] }],
    sequences: [{ sequence: "*", privileges: ["USAGE"] }],
    functions: ["EXECUTE"],
    definers: ["*"],
    types: ["USAGE"],
  });
  expect(accessDifference(before, after)).toEqual([
    "+ database/creds/app gains EXECUTE on functions and procedures of appdb.public",
    "+ database/creds/app gains UPDATE on appdb.public.customers.name",
    "+ database/creds/app gains USAGE on sequences of appdb.public",
    "+ database/creds/app gains USAGE on types of appdb.public",
    "- database/creds/app loses DELETE on appdb.public.orders",
  ]);
});

test("a role gains what can do more than its caller by name", () => {
  const reads = withRole({ functions: ["EXECUTE"] });
  const purges = withRole({ functions: ["EXECUTE"], definers: ["purge(integer)"] });
  expect(accessDifference(reads, purges)).toEqual([
    "+ database/creds/app gains EXECUTE on routine appdb.public.purge(integer)",
  ]);
  const ofDba = (manifest: AccessManifest): AccessManifest => ({
    ...manifest,
    databases: manifest.databases.map((database) => ({ ...database, imported: true })),
  });
  const all = withRole({ functions: ["EXECUTE"], definers: ["*"] });
  expect(accessDifference(reads, all)).toEqual([
    "+ database/creds/app gains EXECUTE on functions and procedures of appdb.public",
    "- database/creds/app loses EXECUTE on functions and procedures of appdb.public, for those that run as their caller",
  ]);
  expect(accessDifference(ofDba(reads), ofDba(all))).toEqual([
    "+ database/creds/app gains EXECUTE on functions and procedures of appdb.public",
    "- database/creds/app loses EXECUTE on functions of appdb.public that run as their caller, and on all routines made later",
  ]);
});

test("a role that becomes the owner gains everything, and longer leases are told", () => {
  const owner = withRole({ owner: true }, { maxTtl: 172_800 });
  expect(accessDifference(withRole(), owner)).toEqual([
    "! database/creds/app changes from leases of 1 h, at most 24 h to leases of 1 h, at most 48 h",
    "+ database/creds/app gains everything in appdb, as its owner",
    "- database/creds/app loses USAGE on schema appdb.public",
  ]);
});

test("emergency access, audit devices and accepted findings are told", () => {
  const after: AccessManifest = {
    ...NOTHING,
    auditDevices: [{ path: "file", type: "file", options: {} }],
    breakGlass: [{ role: "appdb_break_glass", database: appdb }],
    acknowledged: [{ rule: "root-rotation", path: "dev/database", reason: "the DBA rotates it by hand" }],
  };
  expect(accessDifference(NOTHING, after)).toEqual([
    "+ appdb_break_glass gains ownership of appdb when it is opened",
    "+ dev/database gains an exception from root-rotation: the DBA rotates it by hand",
    "+ the audit trail gains device file (file)",
  ]);
});

test("where an audit device writes, and how, is told", () => {
  const device = (options: Record<string, string>): AccessManifest => ({
    ...NOTHING,
    auditDevices: [{ path: "file", type: "file", options }],
  });
  expect(
    accessDifference(device({ file_path: "/a.log", mode: "0600" }), device({ file_path: "/b.log" })),
  ).toEqual([
    "! audit device file changes from file_path /a.log to file_path /b.log",
    "- audit device file loses mode 0600",
  ]);
});

test("how a provider is set is told", () => {
  const provider = (settings: Record<string, string>): AccessManifest => ({
    ...NOTHING,
    providers: [{ provider: "vault", settings }],
  });
  expect(
    accessDifference(provider({ address: "https://old" }), provider({ address: "https://new" })),
  ).toEqual(["! provider vault changes from address https://old to address https://new"]);
  expect(accessDifference(NOTHING, provider({ skip_tls_verify: "true" }))).toEqual([
    "+ provider vault gains skip_tls_verify true",
    "+ the stack gains provider vault",
  ]);
});

test("how a cluster is asked whose a token is, is told", () => {
  const method = (cluster: ClusterDescription): AccessManifest => ({
    ...NOTHING,
    authMethods: [{ type: "kubernetes", path: "kubernetes", imported: false, cluster }],
  });
  const before = method({ host: "https://old", reviewer: "vault-service-account" });
  const after = method({ host: "https://new", ca: { sha256: "1f" }, reviewer: "client-jwt" });
  expect(accessDifference(before, after)).toEqual([
    "! auth method kubernetes (kubernetes) changes from the CA of Vault's own pod to the CA of SHA-256 1f",
    "! auth method kubernetes (kubernetes) changes from the Kubernetes API at https://old to the Kubernetes API at https://new",
    "! auth method kubernetes (kubernetes) changes from tokens that are reviewed by Vault's own service account to tokens that are reviewed by whoever logs in",
  ]);
});

const connection: ConnectionDescription = {
  kind: "postgresql",
  name: "appdb",
  engine: "database",
  imported: false,
  database: appdb,
  endpoint: { host: "postgres", port: 5432 },
  rotated: true,
  tls: "verify-full",
  settings: {
    usernameTemplate: "v-{{random 20}}",
    maxOpenConnections: 4,
    maxIdleConnections: 2,
    maxConnectionLifetime: 300,
    rootRotationStatements: ["ALTER ROLE …"],
  },
};

test("whose tokens log in, and what they have to say, is told", () => {
  const issuer: JwtIssuerDescription = {
    issuer: "https://gitlab.com",
    kind: "gitlab",
    keys: { discoveryUrl: "https://gitlab.com" },
    algorithm: "RS256",
  };
  const by = (change: Partial<JwtIssuerDescription>): AccessManifest => ({
    ...NOTHING,
    authMethods: [{ type: "jwt", path: "ci", imported: false, issuer: { ...issuer, ...change } }],
  });
  expect(accessDifference(NOTHING, by({}))).toEqual([
    "+ auth method ci (jwt) gains keys by discovery at https://gitlab.com, by the host's own CAs",
    "+ auth method ci (jwt) gains signatures by RS256",
    "+ auth method ci (jwt) gains tokens by https://gitlab.com",
    "+ the stack gains auth method ci (jwt), made here",
  ]);
  const keys = { jwksUrl: "https://ci.example/keys", ca: { file: "ca.pem" } };
  expect(accessDifference(by({}), by({ keys, issuer: "https://ci.example" }))).toEqual([
    "! auth method ci (jwt) changes from keys by discovery at https://gitlab.com, by the host's own CAs to the key set at https://ci.example/keys, by the CA in file ca.pem",
    "! auth method ci (jwt) changes from tokens by https://gitlab.com to tokens by https://ci.example",
  ]);
  expect(accessDifference(by({}), by({ keys: { publicKeys: ["1f", "2e"] } }))).toEqual([
    "! auth method ci (jwt) changes from keys by discovery at https://gitlab.com, by the host's own CAs to keys of SHA-256 1f and 2e",
  ]);
});

test("a job is told by what its token has to say, and by what it does for which stack", () => {
  const job: WorkloadDescription = {
    ...workload,
    name: "plan",
    login: {
      method: "jwt",
      path: "ci",
      audience: "vault",
      userClaim: "sub",
      subject: "pipeline:42",
      claims: { ref: ["main", "next"] },
    },
    reads: [],
    operates: [
      {
        stack: "shop",
        work: "drain",
        rules: [
          {
            path: "sys/leases/revoke",
            capabilities: ["update"],
            allowedParameters: { lease_id: ["database/creds/*"], sync: [] },
          },
          { path: "database/roles", capabilities: ["list"] },
        ],
      },
    ],
  };
  expect(accessDifference(NOTHING, { ...NOTHING, workloads: [job] })).toEqual([
    "+ plan (jwt at ci) gains a token renewed every 1 h",
    "+ plan (jwt at ci) gains draining stack shop",
    "+ plan (jwt at ci) gains list at database/roles, draining stack shop",
    "+ plan (jwt at ci) gains login by tokens for audience vault",
    "+ plan (jwt at ci) gains login by tokens of subject pipeline:42",
    "+ plan (jwt at ci) gains login by tokens whose ref is main or next",
    "+ plan (jwt at ci) gains logins told apart by sub",
    "+ plan (jwt at ci) gains policy approle-myapp",
    "+ plan (jwt at ci) gains update at sys/leases/revoke with lease_id database/creds/* and sync of any value, draining stack shop",
  ]);
});

test("where the CA of a connection comes from is told", () => {
  const from = (ca: ConnectionDescription["ca"], caFile?: string): AccessManifest => ({
    ...NOTHING,
    connections: [{ ...connection, ca, caFile }],
  });
  expect(accessDifference(from({ variable: "ca" }), from({ variable: "ca", sha256: "1f" }))).toEqual([
    "! connection database/appdb changes from the CA in variable ca to the CA in variable ca, by default of SHA-256 1f",
  ]);
  expect(accessDifference(from({ file: "ca.pem" }), from(undefined, "/etc/ca.pem"))).toEqual([
    "+ connection database/appdb gains the CA in file /etc/ca.pem of Vault's host",
    "- connection database/appdb loses the CA in file ca.pem",
  ]);
});

test("a new connection is told with where it goes to, and how", () => {
  expect(accessDifference(NOTHING, { ...NOTHING, connections: [connection] })).toEqual([
    "+ connection database/appdb gains TLS mode verify-full",
    "+ connection database/appdb gains a root password that Vault rotates",
    "+ connection database/appdb gains a rotation by ALTER ROLE …",
    "+ connection database/appdb gains at most 4 sessions, 2 of them idle, for 5 min each",
    "+ connection database/appdb gains database appdb",
    "+ connection database/appdb gains endpoint postgres:5432",
    "+ connection database/appdb gains names of leased roles by v-{{random 20}}",
    "+ the stack gains connection database/appdb, made here",
  ]);
});

test("what changes of a connection is told: server, TLS and rotation", () => {
  const changed: ConnectionDescription = {
    ...connection,
    endpoint: { host: "other", port: 5433 },
    rotated: false,
    tls: "disable",
  };
  const [before, after] = [connection, changed].map((each) => ({ ...NOTHING, connections: [each] }));
  expect(accessDifference(before ?? NOTHING, after ?? NOTHING)).toEqual([
    "! connection database/appdb changes from TLS mode verify-full to TLS mode disable",
    "! connection database/appdb changes from a root password that Vault rotates to a root password that Vault leaves as it is",
    "! connection database/appdb changes from endpoint postgres:5432 to endpoint other:5433",
  ]);
});

test("an engine's leases, and that somebody else mounts it now, are told", () => {
  const before = { path: "database", imported: false, defaultLeaseTtl: 900, maxLeaseTtl: 3600 };
  const withEngine = (engine: EngineDescription) => ({ ...NOTHING, engines: [engine] });
  expect(accessDifference(withEngine(before), withEngine({ ...before, maxLeaseTtl: 7200 }))).toEqual([
    "! engine database changes from leases of 15 min, at most 1 h to leases of 15 min, at most 2 h",
  ]);
  expect(accessDifference(withEngine(before), withEngine({ path: "database", imported: true }))).toEqual([
    "- engine database loses leases of 15 min, at most 1 h",
    "! the stack changes from engine database, made here to engine database, made elsewhere",
  ]);
});

test("keys, who encrypts with them, and the operator's client cache are told", () => {
  const key = { name: "cache", deletionAllowed: true };
  const withKeys = (keys: TransitKeyDescription[]): AccessManifest => ({
    ...NOTHING,
    transitEngines: [{ path: "transit", imported: false, keys }],
  });
  expect(accessDifference(NOTHING, withKeys([key]))).toEqual([
    "+ Transit engine transit gains key cache, which may be deleted",
    "+ the stack gains Transit engine transit, made here",
  ]);
  expect(accessDifference(withKeys([key]), withKeys([{ ...key, deletionAllowed: false }]))).toEqual([
    "! Transit engine transit changes from key cache, which may be deleted to key cache, which may not be deleted",
  ]);
  const clientCache = {
    file: "kubernetes-vso.helm-values.yaml",
    vaultAddress: "https://vault:8200",
    serviceAccount: "vso",
  };
  const encrypts = [{ engine: "transit", name: "cache" }];
  expect(accessDifference(withWorkload(), withWorkload({ encrypts, clientCache }))).toEqual([
    "+ myapp (approle at approle) gains encrypting with key transit/cache",
    "+ myapp (approle at approle) gains the client cache of the operator, encrypted, by kubernetes-vso.helm-values.yaml: " +
      "Vault at https://vault:8200, service account vso",
  ]);
});

test("a database that goes is told with its owner, accounts and schemas", () => {
  expect(accessDifference({ ...withRole(), roles: [] }, NOTHING)).toEqual([
    "- database appdb loses Vault's account vault_appdb",
    "- database appdb loses issuer vault_appdb_issuer",
    "- database appdb loses owner appdb_owner",
    "- database appdb loses schema public",
    "- the stack loses database appdb, made here",
  ]);
});

test("a role that goes to another connection, group and password policy is told", () => {
  const after = withRole({}, { connection: "other", group: "appdb_other", passwordPolicy: "other" });
  expect(accessDifference(withRole({}, { passwordPolicy: "long" }), after)).toEqual([
    "! database/creds/app changes from logins by connection database/appdb to logins by connection database/other",
    "! database/creds/app changes from membership of appdb_app in appdb to membership of appdb_other in appdb",
    "! database/creds/app changes from passwords by policy long to passwords by policy other",
    "- database/creds/app loses USAGE on schema appdb.public",
  ]);
});

test("secret IDs are told with the networks that they may come from", () => {
  const secretId = { ttl: 600, uses: 0, boundCidrs: ["10.0.0.0/8", "192.0.2.0/24"] };
  const login = { method: "approle", path: "approle", secretId } as const;
  expect(accessDifference(withWorkload(), withWorkload({ login }))).toEqual([
    "! myapp (approle at approle) changes from secret IDs for 3 uses within 10 min " +
      "to secret IDs for any number of uses within 10 min, from 10.0.0.0/8 and 192.0.2.0/24",
  ]);
});

test("two databases of one name are told apart by the role's group", () => {
  const other = (privilege: string) => {
    const { databases } = withRole({ tables: [{ table: "*", privileges: [privilege] }] });
    return databases.map((each) => ({
      ...each,
      groups: each.groups.map((group) => ({ ...group, role: "b" })),
    }));
  };
  const own = withRole({ tables: [{ table: "*", privileges: ["SELECT"] }] });
  const byB = { ...role, path: "database/creds/b", group: "b" };
  const both = (privilege: string) => ({
    ...own,
    databases: [...other(privilege), ...own.databases],
    roles: [...own.roles, byB],
  });
  expect(accessDifference(both("INSERT"), both("DELETE"))).toEqual([
    "+ database/creds/b gains DELETE on appdb.public.*",
    "- database/creds/b loses INSERT on appdb.public.*",
  ]);
});

test("a database that is not on the stack's only server is named with its server", () => {
  const { databases, roles } = withRole({ tables: [{ table: "*", privileges: ["SELECT"] }] });
  const onServer = (server: string): AccessManifest => ({
    ...NOTHING,
    databases: databases.map((each) => ({ ...each, server })),
    roles: roles.map((each) => ({ ...each, database: { server, name: "appdb" } })),
  });
  const both = {
    ...onServer("postgresql.eu"),
    databases: [...onServer("postgresql.eu").databases, ...databases],
  };
  expect(accessDifference({ ...NOTHING, databases }, both)).toEqual([
    "+ database postgresql.eu/appdb gains Vault's account vault_appdb",
    "+ database postgresql.eu/appdb gains issuer vault_appdb_issuer",
    "+ database postgresql.eu/appdb gains owner appdb_owner",
    "+ database postgresql.eu/appdb gains schema public",
    "+ database/creds/app gains SELECT on postgresql.eu/appdb.public.*",
    "+ database/creds/app gains USAGE on schema postgresql.eu/appdb.public",
    "+ database/creds/app gains leases of 1 h, at most 24 h",
    "+ database/creds/app gains logins by connection database/appdb",
    "+ database/creds/app gains membership of appdb_app in postgresql.eu/appdb",
    "+ the stack gains database postgresql.eu/appdb, made here",
  ]);
});

test("of two databases alike in name and group, what is lost in one is told, though the other still has it", () => {
  const own = withRole({ tables: [{ table: "*", privileges: ["SELECT"] }] });
  const none = withRole();
  const before = { ...own, databases: [...own.databases, ...own.databases] };
  const after = { ...own, databases: [...own.databases, ...none.databases] };
  expect(accessDifference(before, after)).toEqual(["- database/creds/app loses SELECT on appdb.public.*"]);
});

test("who may enter schemas that are made later is told", () => {
  const before = withRole({ tables: [{ table: "*", privileges: ["SELECT"] }] });
  const after = {
    ...before,
    databases: before.databases.map((database) => ({
      ...database,
      futureSchemas: true,
      groups: database.groups.map(({ role, privileges }) => ({
        role,
        privileges: {
          ...privileges,
          schemas: [
            ...privileges.schemas,
            ...privileges.schemas.map((set) => ({ ...set, schema: "*", functions: ["EXECUTE"] })),
          ],
        },
      })),
    })),
  };
  expect(accessDifference(before, after)).toEqual([
    "+ database appdb gains every schema that is made later",
    "+ database/creds/app gains EXECUTE on functions and procedures of each schema of appdb that is made later",
    "+ database/creds/app gains SELECT on tables of each schema of appdb that is made later",
    "+ database/creds/app gains USAGE on each schema of appdb that is made later",
  ]);
});

test("another owner is told with its schemas, and who acts as it", () => {
  const before = withRole({ owner: true });
  const after = {
    ...before,
    databases: before.databases.map((database) => ({
      ...database,
      owner: "app_owner",
      otherOwners: [{ role: "appdb_app", schemas: ["billing"], sharedSchemas: ["public"] }],
    })),
  };
  expect(accessDifference({ ...before, databases: [] }, after)).toEqual(
    expect.arrayContaining([
      "+ database appdb gains objects of appdb_app in schema public",
      "+ database appdb gains owner appdb_app of schema billing",
      "+ database/creds/app gains everything of appdb_app in appdb, as it",
    ]),
  );
});

test("a line break in a reason begins no sentence of its own", () => {
  const reason = "by hand\n+ nobody gains\u2028anything";
  const acknowledged = [{ rule: "root-rotation", path: "dev/database", reason }];
  expect(accessDifference(NOTHING, { ...NOTHING, acknowledged })).toEqual([
    "+ dev/database gains an exception from root-rotation: by hand + nobody gains anything",
  ]);
});

describe("whatever differs is told", () => {
  const secretId = { ttl: 600, uses: 3, boundCidrs: ["10.0.0.0/8"] };
  const SCHEMAS = {
    futureSchemas: true,
    extensionSchemas: ["ext"],
    otherOwners: [{ role: "billing_owner", schemas: ["billing"], sharedSchemas: ["sales"] }],
  };
  const described = withRole(
    {
      tables: [{ table: "orders", privileges: ["SELECT"] }],
      columns: [{ table: "orders", privilege: "UPDATE", columns: ["note"] }],
      sequences: [{ sequence: "*", privileges: ["USAGE"] }],
      functions: ["EXECUTE"],
      types: ["USAGE"],
    },
    { passwordPolicy: "long" },
  );
  const everything: AccessManifest = {
    ...described,
    engines: [{ path: "database", imported: false, defaultLeaseTtl: 900, maxLeaseTtl: 3600 }],
    databases: described.databases.map((each) => ({ ...each, ...SCHEMAS })),
    connections: [
      { ...connection, ca: { variable: "ca", sha256: "1f" }, caFile: "/etc/ca.pem" },
      { ...connection, ca: { file: "ca.pem" } },
      { ...connection, ca: { sha256: "2e" } },
    ],
    authMethods: [
      {
        type: "kubernetes",
        path: "kubernetes",
        imported: false,
        cluster: { host: "https://10.0.0.1", ca: { sha256: "3d" }, reviewer: "client-jwt" },
      },
    ],
    passwordPolicies: [{ name: "long", length: 20, charsets: ["a-f", "0-9"] }],
    workloads: [
      { ...workload, login: { method: "approle", path: "approle", secretId } },
      { ...workload, token: { kind: "bounded", ttl: 60, maxTtl: 90 }, login: kubernetes },
    ],
    providers: [{ provider: "vault", settings: { address: "https://vault" } }],
    auditDevices: [{ path: "file", type: "file", options: { file_path: "/a.log" } }],
    breakGlass: [{ role: "appdb_break_glass", database: appdb }],
    acknowledged: [{ rule: "root-rotation", path: "dev/database", reason: "by hand" }],
  };

  /** What only labels something that is told in full. */
  const LABELS =
    /^(schemaVersion|stack|.*\.(kind|method)|roles\.\d+\.(name|privileges)|databases\..*\.privileges\.name)$/;

  function* leaves(value: unknown, path: string[] = []): Generator<string> {
    if (value && typeof value === "object")
      for (const [key, each] of Object.entries(value)) yield* leaves(each, [...path, key]);
    else if (value !== undefined && !LABELS.test(path.join("."))) yield path.join(".");
  }

  test.each([...leaves(everything)])("%s", (path) => {
    const after = structuredClone(everything);
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const holder = keys.reduce<Record<string, unknown>>(
      (object, key) => object[key] as Record<string, unknown>,
      after as unknown as Record<string, unknown>,
    );
    const value = holder[last];
    holder[last] =
      typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : `${value}_other`;
    expect(accessDifference(everything, after)).not.toEqual([]);
    expect(accessDifference(after, everything)).not.toEqual([]);
  });
});

test("whoever loosens a guardrail, overrides an argument or adds what nobody describes shows", () => {
  const guardrails = {
    path: "dev",
    minTtl: 900,
    maxTtl: 86_400,
    auditDevices: 2,
    verifiedTls: true,
    remoteState: true,
    preventDestroy: true,
  };
  const loose = {
    ...guardrails,
    maxTtl: 864_000,
    auditDevices: 1,
    verifiedTls: false,
    remoteState: false,
    preventDestroy: false,
  };
  const undescribed = [
    {
      path: "dev/approle",
      what: "vault_auth_backend",
      argument: "type",
      written: "approle",
      harmless: false,
    },
    { path: "dev/kv", what: "vault_mount", harmless: true },
  ];
  expect(
    accessDifference({ ...NOTHING, guardrails }, { ...NOTHING, guardrails: loose, undescribed }),
  ).toEqual([
    "+ dev/approle gains another type of its vault_auth_backend than is described: approle",
    "+ dev/kv gains what nobody describes: vault_mount",
    "! the stack changes from guardrails for 2 kinds of audit device to guardrails for 1 kind of audit device",
    "! the stack changes from guardrails for TLS that is verified to guardrails for TLS that need not be verified",
    "! the stack changes from guardrails for a state that is shared to guardrails for a state that need not be shared",
    "! the stack changes from guardrails for data that Terraform may not destroy to guardrails for data that Terraform may destroy",
    "! the stack changes from guardrails for leases of 15 min to 24 h to guardrails for leases of 15 min to 240 h",
  ]);
  expect(accessDifference({ ...NOTHING, guardrails }, NOTHING)).toHaveLength(5);
});

test("who makes what others log in with is told, and for how long it may be wrapped", () => {
  const makes = (max: number): AccessManifest => ({
    ...NOTHING,
    workloads: [
      {
        ...workload,
        makes: [{ kind: "secret-id", path: "auth/approle/role/web/secret-id", wrappingTtl: { min: 1, max } }],
      },
    ],
  });
  const none = { ...NOTHING, workloads: [workload] };
  expect(accessDifference(none, makes(600))).toEqual([
    "+ myapp (approle at approle) gains making at auth/approle/role/web/secret-id, wrapped for 1 s to 10 min",
  ]);
  expect(accessDifference(makes(600), makes(3600))).toEqual([
    "! myapp (approle at approle) changes from making at auth/approle/role/web/secret-id, wrapped for 1 s to 10 min to making at auth/approle/role/web/secret-id, wrapped for 1 s to 1 h",
  ]);
});

test("a workload that is given a token is told from one that logs in", () => {
  const legacy = { ...workload, login: { method: "token", path: "token" }, policy: "token-myapp" } as const;
  expect(accessDifference(NOTHING, { ...NOTHING, workloads: [legacy] })).toEqual([
    "+ myapp (token at token) gains a token renewed every 1 h",
    "+ myapp (token at token) gains credentials of database/creds/app",
    "+ myapp (token at token) gains policy token-myapp",
    "+ myapp (token at token) gains tokens that somebody makes for it",
  ]);
});
