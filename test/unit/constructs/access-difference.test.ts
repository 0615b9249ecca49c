import {
  accessDifference,
  type AccessManifest,
  type PrivilegesDescription,
  type RoleDescription,
  type WorkloadDescription,
} from "../../../constructs";

const NOTHING: AccessManifest = {
  schemaVersion: 1,
  stack: "dev",
  engines: [],
  databases: [],
  connections: [],
  roles: [],
  authMethods: [],
  workloads: [],
  auditDevices: [],
  breakGlass: [],
  acknowledged: [],
};

const workload: WorkloadDescription = {
  name: "myapp",
  auth: { type: "approle", path: "approle" },
  policy: "approle-myapp",
  reads: ["database/creds/app"],
  token: { kind: "periodic", period: 3600 },
  secretId: { ttl: 600, uses: 3 },
};

const role: RoleDescription = {
  name: "app",
  path: "database/creds/app",
  engine: "database",
  connection: "appdb",
  database: "appdb",
  group: "appdb_app",
  privileges: "app",
  defaultTtl: 3600,
  maxTtl: 86_400,
};

const withWorkload = (changes: Partial<WorkloadDescription> = {}): AccessManifest => ({
  ...NOTHING,
  workloads: [{ ...workload, ...changes }],
});

const withRole = (
  privileges: Partial<PrivilegesDescription> = {},
  changes: Partial<RoleDescription> = {},
): AccessManifest => {
  const lists = { schemas: ["public"], tables: [], columns: [], sequences: [], functions: [], types: [] };
  const groups = [{ role: "appdb_app", privileges: { name: "app", owner: false, ...lists, ...privileges } }];
  const names = { name: "appdb", owner: "appdb_owner", account: "vault_appdb", issuer: "vault_appdb_issuer" };
  return {
    ...NOTHING,
    databases: [{ ...names, managed: true, schemas: ["public"], groups }],
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
    "+ myapp (approle at approle) gains secret IDs for 3 uses within 10 min",
  ]);
  expect(accessDifference(withWorkload(), NOTHING)).toEqual([
    "- myapp (approle at approle) loses a token renewed every 1 h",
    "- myapp (approle at approle) loses credentials of database/creds/app",
    "- myapp (approle at approle) loses secret IDs for 3 uses within 10 min",
  ]);
});

test("a token that changes is one gained and one lost", () => {
  const token = { kind: "bounded", ttl: 60, maxTtl: 90 } as const;
  expect(accessDifference(withWorkload(), withWorkload({ token }))).toEqual([
    "+ myapp (approle at approle) gains a token of at most 90 s",
    "- myapp (approle at approle) loses a token renewed every 1 h",
  ]);
});

test("each service account in each namespace is told", () => {
  const auth = { type: "kubernetes", path: "kubernetes" } as const;
  const kubernetes = { serviceAccounts: ["api", "worker"], namespaces: ["production"], audience: "vault" };
  const before = withWorkload({ auth, secretId: undefined, kubernetes });
  const after = withWorkload({
    auth,
    secretId: undefined,
    kubernetes: { ...kubernetes, serviceAccounts: ["api"] },
  });
  expect(accessDifference(before, after)).toEqual([
    "- myapp (kubernetes at kubernetes) loses login for service account production/worker, audience vault",
  ]);
});

test("a role gains and loses privileges by table, column, sequence, function and type", () => {
  const before = withRole({ tables: [{ table: "orders", privileges: ["DELETE", "SELECT"] }] });
  const after = withRole({
    tables: [{ table: "orders", privileges: ["SELECT"] }],
    columns: [{ table: "customers", privilege: "UPDATE", columns: ["name"] }],
    sequences: ["USAGE"],
    functions: ["EXECUTE"],
    types: ["USAGE"],
  });
  expect(accessDifference(before, after)).toEqual([
    "+ database/creds/app gains EXECUTE on functions of appdb.public",
    "+ database/creds/app gains UPDATE on appdb.public.customers.name",
    "+ database/creds/app gains USAGE on sequences of appdb.public",
    "+ database/creds/app gains USAGE on types of appdb.public",
    "- database/creds/app loses DELETE on appdb.public.orders",
  ]);
});

test("a role that becomes the owner gains everything, and longer leases are told", () => {
  const owner = withRole({ owner: true, schemas: [] }, { maxTtl: 172_800 });
  expect(accessDifference(withRole(), owner)).toEqual([
    "+ database/creds/app gains everything in appdb, as its owner",
    "+ database/creds/app gains leases of 1 h, at most 48 h",
    "- database/creds/app loses leases of 1 h, at most 24 h",
  ]);
});

test("emergency access, audit devices and accepted findings are told", () => {
  const after: AccessManifest = {
    ...NOTHING,
    auditDevices: [{ path: "file", type: "file" }],
    breakGlass: [{ role: "appdb_break_glass", database: "appdb" }],
    acknowledged: [{ rule: "root-rotation", path: "dev/database", reason: "the DBA rotates it by hand" }],
  };
  expect(accessDifference(NOTHING, after)).toEqual([
    "+ appdb_break_glass gains ownership of appdb when it is opened",
    "+ dev/database gains an exception from root-rotation: the DBA rotates it by hand",
    "+ the audit trail gains device file (file)",
  ]);
});
