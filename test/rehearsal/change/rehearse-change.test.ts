import type { RehearsalReport } from "../../../rehearsal/report";
import { Duration, TokenAuth } from "../../../constructs";
import { CHANGE_KINDS, type ChangeKind } from "../../changes/kinds";
import { shop } from "../../changes/shop";
import { remove } from "../../contract/mutations/mutation";
import { synthesizeStack } from "../../synthesize";
import { failuresOf, passedOf } from "../rehearse-stack";
import { DRAIN, ofChange, rehearsedChange } from "./rehearsed-change";

const BY_TOKEN: ChangeKind = {
  name: "a workload with a token is added",
  before: shop(),
  after: shop({
    and: ({ stack, grantRead }) =>
      grantRead(new TokenAuth(stack, "token").addWorkload("jobs", { period: Duration.hours(1) })),
  }),
};

/** The kind of a name. */
function kindOf(name: string) {
  const kind = [...CHANGE_KINDS, BY_TOKEN].find((each) => each.name === name);
  if (kind?.after) return { before: kind.before, after: kind.after };
  throw new Error(`there is no kind of change "${name}"`);
}

const DEPENDENT = "dependent privileges exist";
const NO_CONNECTION = "failed to find entry for connection";

/** Rehearses a kind of change. @param isWhole whether the contract of what comes of it is checked, too */
function rehearseChange(name: string, isWhole = false, postgres: 15 | 18 = 18): Promise<RehearsalReport> {
  const { before, after } = kindOf(name);
  return rehearsedChange(synthesizeStack(before), synthesizeStack(after), { isWhole, postgres });
}

describe("a change that nobody has to notice", () => {
  test.each([
    "a privilege is added to a set",
    "TTLs are changed",
    "the generation is raised",
    "the host is changed",
    "a workload is added",
    "a static role is added",
    "break-glass access is removed",
  ])(
    "%s: everybody goes on, and no query is lost",
    async (name) => {
      const report = await rehearseChange(name);
      expect(failuresOf(ofChange(report))).toEqual([]);
      const { outcome, credentials = [] } = report.change ?? {};
      expect(outcome).toBe("applied");
      expect(credentials.map(({ effect }) => effect)).not.toContain("ends");
      for (const { sessions, queries, logsIn } of credentials)
        expect([sessions.ended, queries.refused, queries.failed, logsIn]).toEqual([0, 0, 0, true]);
    },
    60_000,
  );

  test("what comes of a schema that is added does what it describes", async () => {
    expect(failuresOf(await rehearseChange("a schema is added", true))).toEqual([]);
  }, 60_000);

  test("what comes of a workload with a token that is added does what it describes", async () => {
    expect(failuresOf(await rehearseChange(BY_TOKEN.name, true))).toEqual([]);
  }, 60_000);

  test("what comes of an audit device that is removed does what it describes", async () => {
    expect(failuresOf(await rehearseChange("an audit device is removed", true))).toEqual([]);
  }, 60_000);
});

test("what an audit device wrote of the stack as it was doesn't count for the one that comes of it", async () => {
  const audited = synthesizeStack(kindOf("an audit device is added").after);
  const report = await rehearsedChange(audited, remove("vault_audit")(audited), { isWhole: true });
  const failures = failuresOf(report).filter((line) => line.startsWith("audit device"));
  expect(failures).toEqual([
    "audit device file: names-who-read-what: nothing in it about approle-web reading database/creds/readwrite",
    "audit device file: holds-no-password: it wrote nothing",
  ]);
}, 60_000);

test("a role that is renamed ends for whoever has a lease of it, and for nobody else", async () => {
  const report = await rehearseChange("a role is renamed");
  expect(failuresOf(report)).toEqual([]);
  expect(report.change?.outcome).toBe("applied");
  expect(passedOf(report)).toContain("readonly: lease-can-be-ended");
  const effects = report.change?.credentials.map(({ path, effect, logsIn }) => [path, effect, logsIn]);
  expect(effects?.sort()).toEqual([
    ["database/creds/migrator", "none", true],
    ["database/creds/readonly", "ends", true],
    ["database/creds/readwrite", "none", true],
  ]);
}, 60_000);

/** Kinds of changes under leases, the resource that is refused, the reason, and whose leases are in the way, as far as they are. */
const IN_THE_WAY: readonly [15 | 18, string, string, string, string][] = [
  [18, "a role with a group of its own is removed", "appdb_reports_issuer", DEPENDENT, "reports"],
  [18, "another set is given to a role", "appdb_read_write_issuer", DEPENDENT, "readonly"],
  [18, "a set is renamed while its role is leased", "appdb_reports_issuer", DEPENDENT, "reports"],
  [18, "the owner is renamed", "appdb_issuer-owner", DEPENDENT, "migrator"],
  [18, "the account is renamed", "appdb_read_only_issuer", DEPENDENT, "readonly"],
  [18, "the database is renamed", "appdb_read_only_issuer", DEPENDENT, "readonly"],
  [
    15,
    "the database is renamed",
    "postgresql_database.appdb",
    "is being accessed by other users",
    "readonly",
  ],
  [18, "the engine is renamed, and the generation raised", "vault_mount.database", NO_CONNECTION, "readonly"],
  [15, "the engine is renamed, and the generation raised", "vault_mount.database", NO_CONNECTION, "readonly"],
];

test.each(IN_THE_WAY)(
  "on PostgreSQL %i what leases stop is told with the resource, and with the command after which it goes through and leaves nothing: %s",
  async (postgres, name, resource, reason, leased) => {
    const report = await rehearseChange(name, true, postgres);
    const { outcome, command, credentials = [] } = report.change ?? {};
    expect([outcome, command]).toEqual(["applied after draining", DRAIN]);
    expect(passedOf(report)).toEqual(
      expect.arrayContaining(["test: change-drains", "test: change-is-whole"]),
    );
    const [applies = "", ...others] = failuresOf(report);
    expect(applies).toMatch(
      new RegExp(
        `^test: change-applies: .*${resource}\\w+: .*${reason}.* \\(in the way: leases of [^)]*database/creds/${leased}.*\\)\\. Before it, run: ${DRAIN}\\. Drained so first, on other servers, the same change was applied$`,
      ),
    );
    // Once the old connection is gone, the command would come too late.
    const stranded = reason === NO_CONNECTION ? [expect.stringContaining(`Before it, run: ${DRAIN}.`)] : [];
    expect(others).toEqual(stranded);
    for (const { sessions, queries, effect } of credentials.filter((each) => each.effect !== "ends"))
      expect([effect, sessions.ended, queries.refused, queries.failed]).toEqual(["none", 0, 0, 0]);
  },
  90_000,
);

const GENERATION =
  "raise the connection's generation with it, as Vault has rotated the password of its account, and nobody knows it for another connection";

test.each([
  [
    "a schema with a table is removed",
    "let a migration drop or move what is in the schema before it, as the owner",
  ],
  ["the connection is renamed", GENERATION],
  ["the engine is mounted elsewhere", GENERATION],
  ["the engine is renamed", GENERATION],
])(
  "what is refused when it is drained, too, is told with what helps: %s",
  async (name, advice) => {
    const report = await rehearseChange(name);
    expect([report.change?.outcome, report.change?.command]).toEqual(["refused", undefined]);
    const [applies] = failuresOf(report);
    expect(applies).toMatch(/^test: change-applies: (postgresql|vault)_\w+\.[\w-]+: /);
    expect(applies).toContain(`. Drained first, on other servers, it was refused again: ${advice}`);
  },
  60_000,
);
