import { changeLines } from "../../../cli/output/render-change";
import type { ChangeReport, CredentialChange } from "../../../rehearsal/change/change-report";

const reading: CredentialChange = {
  path: "database/creds/app-readonly",
  reader: "myapp (approle at approle)",
  effect: "none",
  because: [],
  logsIn: true,
  lasts: 3599,
  sessions: { open: 3, ended: 0 },
  queries: { answered: 812, refused: 0, failed: 0 },
};

/** What `--json` prints of a change. */
const change: ChangeReport = {
  from: "../before/cdktf.out/stacks/dev",
  outcome: "applied after draining",
  changes: [
    { address: "postgresql_grant_role.issuer", action: "destroy" },
    { address: "postgresql_role.reports", action: "destroy" },
    { address: "vault_policy.myapp", action: "update" },
  ],
  refused: [
    {
      address: "postgresql_grant_role.issuer",
      message: "dependent privileges exist",
      inTheWay: ["database/creds/reports"],
    },
  ],
  command: "vault-db drain dev --from ../before/cdktf.out/stacks/dev",
  credentials: [
    reading,
    {
      path: "database/creds/reports",
      effect: "ends",
      because: ["- database/creds/reports loses SELECT on appdb.public.*"],
      logsIn: false,
      lasts: 0,
      sessions: { open: 0, ended: 2 },
      queries: { answered: 300, refused: 0, failed: 1 },
    },
  ],
  workloads: [{ workload: "myapp (approle at approle)", effect: "changed", because: [], hasToken: true }],
};

test("of a change it is said what differed, and what became of everything that was in use", () => {
  expect(changeLines(change)).toEqual([
    "Changed from ../before/cdktf.out/stacks/dev while in use: 1 changed, 2 destroyed; applied after draining",
    "  database/creds/app-readonly of myapp (approle at approle): goes on; 812 queries answered, none lost",
    "  database/creds/reports: has ended, as it has to; 300 queries answered, 1 lost, 2 sessions ended",
    "  myapp (approle at approle): its token goes on",
  ]);
});

test("what has to end, and goes on until its lease does, is said to", () => {
  const { reader: _, ...nobodys } = reading;
  const going = { ...nobodys, effect: "ends" } as const;
  const workload = {
    workload: "jobs (approle at approle)",
    effect: "ends",
    because: [],
    hasToken: true,
  } as const;
  const report: ChangeReport = {
    ...change,
    outcome: "applied",
    changes: [],
    refused: [],
    credentials: [going, { ...going, lasts: undefined }],
    workloads: [workload, { ...workload, hasToken: false }],
  };
  expect(changeLines(report)).toEqual([
    "Changed from ../before/cdktf.out/stacks/dev while in use: no resource differs",
    "  database/creds/app-readonly: has to end, and goes on for 60 min; 812 queries answered, none lost",
    "  database/creds/app-readonly: has to end, and goes on; 812 queries answered, none lost",
    "  jobs (approle at approle): its token has to end, and goes on",
    "  jobs (approle at approle): its token has ended, as it has to",
  ]);
});
