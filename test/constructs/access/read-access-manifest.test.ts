import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AccessManifestError, type AccessManifest, readAccessManifest } from "../../../constructs";
import { CLIENT_CACHE_STACK, PAIRS_STACK } from "../../other-stacks";
import { synthesizeEnvironment } from "../../synthesize";
import { synthesizeOtherStack } from "../../synthesize-other-stack";

const dev = synthesizeEnvironment("dev").access;

const pairs = synthesizeOtherStack(PAIRS_STACK).access;
const clientCache = synthesizeOtherStack(CLIENT_CACHE_STACK).access;

const directory = mkdtempSync(join(tmpdir(), "access-"));
const path = join(directory, "access.json");
afterAll(() => rmSync(directory, { recursive: true }));

/** What is said of an access.json after an edit: its lines. */
function said(
  edit: (access: { -readonly [List in keyof AccessManifest]: unknown }) => void,
  original: AccessManifest = dev,
): string[] {
  const access = structuredClone(original);
  edit(access);
  writeFileSync(path, JSON.stringify(access));
  try {
    readAccessManifest(path);
    return [];
  } catch (error) {
    const { problem, advice } = error as AccessManifestError;
    expect(advice).toBe("Synthesize it again: npm run synth");
    const [first, ...lines] = problem.split("\n");
    expect(first).toBe(`"${path}" contradicts itself:`);
    return lines.map((line) => line.slice(2));
  }
}

/** Changes the first entry of a list. */
const first = (list: keyof AccessManifest, change: object) => (access: Record<string, unknown>) =>
  void Object.assign((access[list] as object[])[0] ?? {}, change);

const APPDB = { server: "postgresql", name: "other" };

/** Changes what each privilege set says of a schema. */
const eachSet = (change: object) => (access: Record<string, unknown>) =>
  (access as unknown as AccessManifest).databases.forEach(({ groups }) =>
    groups.forEach(({ privileges }) => privileges.schemas.forEach((each) => Object.assign(each, change))),
  );

test.each([
  ["is as it was written", () => undefined, []],
  [
    "has groups for schemas of later, which its database doesn't reach",
    eachSet({ schema: "*" }),
    ["appdb_read_only", "appdb_read_write"].map(
      (group) =>
        `database "appdb" of postgresql has a group "${group}" in schema "*", which is not one of its schemas`,
    ),
  ],
  [
    "has groups that need no sequence of those that they have",
    eachSet({ needsNoSequence: true }),
    ["appdb_read_only", "appdb_read_write"].map(
      (group) =>
        `database "appdb" of postgresql has a group "${group}" that needs no sequence in schema "public", and has some`,
    ),
  ],
  [
    "has something else in place of a list",
    (access) => (access.engines = {}),
    ["engines is not a list of what it describes"],
  ],
  [
    "has nothing in a list",
    (access) => (access.roles = [null]),
    ["roles is not a list of what it describes"],
  ],
  [
    "lets a workload read what no role gives out",
    first("workloads", { reads: [{ path: "kv/data/app", kind: "leased" }] }),
    [
      'workload "myapp" reads kv/data/app, which no role gives out',
      'approle-myapp.agent.json gives workload "myapp" database/creds/app-readwrite, which it may not read',
    ],
  ],
  [
    "gives a workload a credential for another database",
    (access) => {
      const [workload] = access.workloads as AccessManifest["workloads"];
      for (const { address } of workload?.agent?.templates ?? [])
        Object.assign(address, { database: "orders" });
    },
    [
      'approle-myapp.agent.json gives workload "myapp" database/creds/app-readwrite for database "orders", which is for "appdb"',
    ],
  ],
  [
    "lets a workload make what nobody logs in with",
    first("workloads", {
      makes: [{ kind: "secret-id", path: "sys/rotate", wrappingTtl: { min: 1, max: 60 } }],
    }),
    ['workload "myapp" makes sys/rotate, with which no workload logs in'],
  ],
  [
    "lets a workload log in elsewhere",
    first("workloads", { login: { ...dev.workloads[0]?.login, path: "other" } }),
    ['workload "myapp" logs in at other, which is not described'],
  ],
  [
    "has a role with another path",
    first("roles", { path: "database/creds/other" }),
    ['role "database/creds/other" is not read at database/creds/app-migrator'],
  ],
  [
    "has a role with another connection",
    first("roles", { connection: "other" }),
    ['role "database/creds/app-migrator" has no connection to its database that is described'],
  ],
  [
    "has a role of another database",
    first("roles", { database: APPDB }),
    [
      'role "database/creds/app-migrator" has no connection to its database that is described',
      'role "database/creds/app-migrator" is in a group that its database doesn\'t have',
    ],
  ],
  [
    "has a role of another group",
    first("roles", { group: "appdb_read_write" }),
    ['role "database/creds/app-migrator" is in a group that its database doesn\'t have'],
  ],
  [
    "has a connection to another database",
    first("connections", { database: APPDB }),
    [
      'connection "database/appdb" is to a database that is not described',
      ...["app-migrator", "app-readonly", "app-readwrite"].map(
        (role) => `role "database/creds/${role}" has no connection to its database that is described`,
      ),
    ],
  ],
  [
    "has no engine",
    (access) => (access.engines = []),
    ['connection "database/appdb" is of an engine that is not described'],
  ],
  [
    "has a break-glass role of another database",
    first("breakGlass", { database: APPDB }),
    ['break-glass role "appdb_break_glass" is of a database that is not described'],
  ],
  [
    "has an owner in a schema that the database hasn't",
    first("databases", { otherOwners: [{ role: "billing_owner", schemas: ["billing"] }] }),
    [
      'database "appdb" of postgresql has an owner "billing_owner" in schema "billing", which is not one of its schemas',
    ],
  ],
  [
    "has a schema for extensions in which something is granted",
    first("databases", { extensionSchemas: ["public"] }),
    ['database "appdb" of postgresql has schema "public" for extensions and for grants'],
  ],
  [
    "has groups of schemas and owners that the database hasn't",
    first("databases", { schemas: ["sales"], owner: "other" }),
    [
      'database "appdb" of postgresql has a group "app_owner" that acts as an owner, and owns nothing',
      ...["appdb_read_only", "appdb_read_write"].map(
        (group) =>
          `database "appdb" of postgresql has a group "${group}" in schema "public", which is not one of its schemas`,
      ),
    ],
  ],
  [
    "has a role that looks in a schema that its database hasn't",
    first("roles", { settings: { searchPath: ["public", "sales"] } }),
    ['role "database/creds/app-migrator" looks in schema "sales", which its database doesn\'t have'],
  ],
  ...(["databases", "connections", "roles", "workloads", "auditDevices"] as const).map(
    (list) =>
      [
        `has one of its ${list} twice`,
        (access: Record<string, unknown>) =>
          (access[list] as object[]).push((access[list] as object[])[0] ?? {}),
        [
          `${
            {
              databases: 'database "appdb" of postgresql',
              connections: 'connection "database/appdb"',
              roles: 'role "database/creds/app-migrator"',
              workloads: 'workload "myapp" of approle',
              auditDevices: 'audit device "file"',
            }[list]
          } is described twice`,
        ],
      ] as const,
  ),
] as const satisfies readonly (readonly [
  string,
  (access: Record<string, unknown>) => unknown,
  readonly string[],
])[])("an access.json that %s", (_, edit, lines) => {
  expect(said(edit)).toEqual(lines);
});

test.each([
  ["is as it was written", () => undefined, []],
  [
    "has no keys",
    (access: Record<string, unknown>) => (access.transitEngines = []),
    ["transit/cluster-0", "team-a/transit/cluster-1"].map(
      (key) =>
        `workload "vault-secrets-operator" encrypts with ${key}-vault-secrets-operator, which is not described`,
    ),
  ],
  [
    "has a workload of another operator",
    (access: Record<string, unknown>) => {
      const workloads = access.workloads as { vaultSecretsOperator?: object }[];
      const [web] = workloads.flatMap(({ vaultSecretsOperator }) => vaultSecretsOperator ?? []);
      Object.assign(web ?? {}, { operator: "other" });
    },
    ['workload "web" is told to operator "other", which is not described'],
  ],
] as const satisfies readonly (readonly [
  string,
  (access: Record<string, unknown>) => unknown,
  readonly string[],
])[])("an access.json with an operator's client cache that %s", (_, edit, lines) => {
  expect(said(edit, clientCache)).toEqual(lines);
});

test.each([
  ["is as it was written", () => undefined, []],
  [
    "has a static role with another path",
    first("staticRoles", { path: "database/creds/batch-jobs-blue" }),
    ['static role "database/creds/batch-jobs-blue" is not read at database/static-creds/batch-jobs-blue'],
  ],
  [
    "has a static role of another connection",
    first("staticRoles", { connection: "other" }),
    [
      'static role "database/static-creds/batch-jobs-blue" has no connection to its database that is described',
    ],
  ],
  [
    "has a static role in another group",
    first("staticRoles", { group: "other" }),
    ['static role "database/static-creds/batch-jobs-blue" is in a group that its database doesn\'t have'],
  ],
  [
    "has a pair of a role that isn't there",
    first("staticRolePairs", { green: "other" }),
    ['pair "database/batch-jobs" is of a static role "other" that is not described'],
  ],
  [
    "has a pair of which one changes by a period",
    first("staticRoles", { rotation: { kind: "period", period: 86_400 } }),
    ['pair "database/batch-jobs" is of a static role "batch-jobs-blue" whose password changes otherwise'],
  ],
  [
    "has a pair whose schedules meet",
    first("staticRoles", { rotation: { kind: "schedule", cron: "0 12 * * *", window: 3600 } }),
    ['pair "database/batch-jobs" is of a static role "batch-jobs-blue" whose password changes otherwise'],
  ],
  [
    "has a pair of which one may be half a day late",
    first("staticRoles", { rotation: { kind: "schedule", cron: "0 0 * * *", window: 43_200 } }),
    ['pair "database/batch-jobs" is of a static role "batch-jobs-blue" whose password changes otherwise'],
  ],
  [
    "has a pair whose passwords are used for longer than they are apart",
    first("staticRolePairs", { longestUse: 12 * 3600 }),
    ['pair "database/batch-jobs" changes more often than its longestUse lets it'],
  ],
  [
    "has a pair and a static role twice",
    (access: Record<string, unknown>) => {
      for (const list of ["staticRoles", "staticRolePairs"])
        (access[list] as object[]).push((access[list] as object[])[0] ?? {});
    },
    [
      'static role "database/static-creds/batch-jobs-blue" is described twice',
      'pair "database/batch-jobs" is described twice',
    ],
  ],
] as const satisfies readonly (readonly [
  string,
  (access: Record<string, unknown>) => unknown,
  readonly string[],
])[])("an access.json with static roles that %s", (_, edit, lines) => {
  expect(said(edit, pairs)).toEqual(lines);
});
