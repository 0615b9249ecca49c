import type { AccessManifest, RoleDescription, WorkloadDescription } from "../../../constructs";
import { accessChange, effectOnUse } from "../../../constructs/access/access-change";
import { emptyLists } from "../../../constructs/access/lists";

const appdb = { server: "postgresql", name: "appdb" };

const reader = {
  engine: "database",
  connection: "appdb",
  database: appdb,
  group: "appdb_read_only",
  privileges: "read_only",
  actsAsGroup: false,
};

const role: RoleDescription = {
  ...reader,
  kind: "leased",
  name: "app",
  path: "database/creds/app",
  defaultTtl: 3600,
  maxTtl: 86_400,
};

const staticRole: AccessManifest["staticRoles"][number] = {
  ...reader,
  name: "pooler",
  path: "database/static-creds/pooler",
  userName: "pooler",
  rotation: { kind: "period", period: 86_400 },
};

const workload: WorkloadDescription = {
  name: "myapp",
  login: { method: "approle", path: "approle", secretId: { ttl: 600, uses: 1 } },
  policy: "approle-myapp",
  reads: [{ path: role.path, kind: "leased" }],
  token: { kind: "periodic", period: 3600 },
};

const described = (changes: Partial<AccessManifest> = {}): AccessManifest => ({
  ...emptyLists(),
  schemaVersion: 3,
  stack: "dev",
  roles: [role],
  staticRoles: [staticRole],
  workloads: [workload],
  ...changes,
});

/** What becomes of the one role, the one static role and the one workload. */
const effects = (after: Partial<AccessManifest>) => {
  const { roles, staticRoles, workloads } = accessChange(described(), described(after));
  return [roles, staticRoles, workloads].map(([change]) => change?.effect);
};

test("nobody notices a change of what somebody else is given", () => {
  const other = { ...role, name: "other", path: "database/creds/other" };
  expect(effects({})).toEqual(["none", "none", "none"]);
  expect(effects({ roles: [role, other], staticRoles: [staticRole] })).toEqual(["none", "none", "none"]);
});

describe("a lease of a role", () => {
  test.each<[string, readonly RoleDescription[]]>([
    ["is gone", []],
    ["has another path", [{ ...role, name: "renamed", path: "database/creds/renamed" }]],
    ["has another group", [{ ...role, group: "appdb_read_write" }]],
    ["is issued by another connection", [{ ...role, connection: "other" }]],
    ["is one of another database", [{ ...role, database: { ...appdb, name: "other" } }]],
  ])("has to end when the role %s", (_, roles) => {
    expect(effects({ roles })).toEqual(["ends", "none", "none"]);
  });

  test("has to end when somebody else issues what belongs to its database", () => {
    const names = { account: "vault_appdb", issuer: "vault_appdb_issuer" };
    const database = { ...names, owner: "app_owner", imported: false, schemas: [], groups: [] };
    const of = (change: Partial<typeof names>) =>
      described({
        databases: [{ kind: "postgresql", ...appdb, ...database, ...change }],
      });
    const effect = (change: Partial<typeof names>) =>
      accessChange(of({}), of(change)).roles.map((each) => each.effect);
    expect(effect({})).toEqual(["none"]);
    expect(effect({ account: "other" })).toEqual(["ends"]);
    expect(effect({ issuer: "other" })).toEqual(["ends"]);
  });

  test("goes on with other times, and it is said which", () => {
    const { roles } = accessChange(described(), described({ roles: [{ ...role, defaultTtl: 7200 }] }));
    expect(roles).toEqual([
      {
        subject: role,
        effect: "changed",
        because: [
          "! database/creds/app changes from leases of 1 h, at most 24 h to leases of 2 h, at most 24 h",
        ],
      },
    ]);
  });
});

test("a static role ends with its user", () => {
  expect(effects({ staticRoles: [{ ...staticRole, userName: "other" }] })).toEqual(["none", "ends", "none"]);
  const rotation = { kind: "period", period: 3600 } as const;
  expect(effects({ staticRoles: [{ ...staticRole, rotation }] })).toEqual(["none", "changed", "none"]);
});

describe("a workload's token", () => {
  test.each<[string, Partial<WorkloadDescription>]>([
    ["is renamed", { name: "renamed" }],
    ["logs in elsewhere", { login: { ...workload.login, path: "machines" } as WorkloadDescription["login"] }],
    ["has another policy", { policy: "other" }],
  ])("has to end when the workload %s", (_, change) => {
    expect(effects({ workloads: [{ ...workload, ...change }] })).toEqual(["none", "none", "ends"]);
  });

  test("goes on when it lives longer or may read something else", () => {
    expect(effects({ workloads: [{ ...workload, reads: [] }] })).toEqual(["none", "none", "changed"]);
    const token = { kind: "periodic", period: 7200 } as const;
    expect(effects({ workloads: [{ ...workload, token }] })).toEqual(["none", "none", "changed"]);
  });
});

describe("what somebody has of a role", () => {
  const effect = (after: Partial<AccessManifest>) => {
    const next = described(after);
    const { roles, workloads } = accessChange(described(), next);
    return effectOnUse(roles[0]!, role.path, { change: workloads[0]!, after: next });
  };

  test("goes on with both", () => {
    expect(effect({})).toBe("none");
  });

  test("has to end with the role, with its reader, and when that may no longer read it", () => {
    expect(effect({ roles: [] })).toBe("ends");
    expect(effect({ workloads: [] })).toBe("ends");
    expect(effect({ workloads: [{ ...workload, reads: [] }] })).toBe("ends");
  });

  test("changes with the role, and with its reader", () => {
    const token = { kind: "periodic", period: 7200 } as const;
    expect(effect({ roles: [{ ...role, maxTtl: 7200 }] })).toBe("changed");
    expect(effect({ workloads: [{ ...workload, token }] })).toBe("changed");
  });
});
