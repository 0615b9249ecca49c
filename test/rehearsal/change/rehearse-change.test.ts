import { rehearse } from "../../../rehearsal/rehearse";
import type { RehearsalReport } from "../../../rehearsal/report";
import { withWorkspace } from "../../../rehearsal/with-workspace";
import { Duration, TokenAuth } from "../../../constructs";
import { CHANGE_KINDS, type ChangeKind } from "../../changes/kinds";
import { shop } from "../../changes/shop";
import { synthesizeStack } from "../../synthesize";
import { failuresOf, passedOf } from "../rehearse-stack";

const BY_TOKEN: ChangeKind = {
  name: "a workload with a token is added",
  before: shop(),
  after: shop({
    and: ({ stack, grantRead }) =>
      grantRead(new TokenAuth(stack, "token").addWorkload("jobs", { period: Duration.hours(1) })),
  }),
};

/** Rehearses a kind of change. @param isWhole whether the contract of what comes of it is checked, too */
async function rehearseChange(name: string, isWhole = false): Promise<RehearsalReport> {
  const kind = [...CHANGE_KINDS, BY_TOKEN].find((each) => each.name === name);
  if (!kind?.after) throw new Error(`there is no kind of change "${name}"`);
  const before = synthesizeStack(kind.before);
  const ignore = () => undefined;
  const props = {
    postgres: 18 as const,
    env: process.env,
    notify: ignore,
    onCheck: ignore,
    until: isWhole ? undefined : () => true,
    change: { before, from: "before", drainCommand: "vault-db drain test --from before" },
  };
  const stack = synthesizeStack(kind.after);
  return withWorkspace(async (workspace) => (await rehearse(stack, workspace, props)).report);
}

const isOfChange = ({ kind }: RehearsalReport["checks"][number]) => kind === "change";

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
      expect(failuresOf({ checks: report.checks.filter(isOfChange) })).toEqual([]);
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

test("what a live lease stops is told with the resource, whose lease it is, and what to run before", async () => {
  const report = await rehearseChange("a role with a group of its own is removed while it is leased", true);
  expect(failuresOf(report)).toEqual([
    expect.stringMatching(
      /^test: change-applies: postgresql_grant_role\.appdb_reports_issuer_\w+: dependent privileges exist \(in the way: leases of database\/creds\/reports\)\. Before it, run: vault-db drain test --from before\. With nothing leased of what goes, the same change was applied$/,
    ),
  ]);
  const { outcome, command, credentials = [] } = report.change ?? {};
  expect([outcome, command]).toEqual(["applied after draining", "vault-db drain test --from before"]);
  const others = credentials.filter(({ path }) => path !== "database/creds/reports");
  for (const { sessions, queries, effect } of others)
    expect([effect, sessions.ended, queries.refused, queries.failed]).toEqual(["none", 0, 0, 0]);
}, 60_000);
