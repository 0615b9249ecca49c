import type { LeftBehindCredentials } from "../../../rehearsal/time-lapse/left-behind";
import { leftBehindIsGone } from "../../../rehearsal/time-lapse/observations/outages";
import type { OutagePlan } from "../../../rehearsal/time-lapse/outage-plan";
import { resultsOf } from "../../../rehearsal/time-lapse/results";

const about = { kind: "workload", name: "app", login: "approle" } as const;

/** What is said of credentials that were left behind. */
async function saidOf(plan: Partial<OutagePlan>, defaultTtl = 72): Promise<string[]> {
  const left = { owner: { about }, role: { path: "database/creds/app", defaultTtl } };
  const observations = leftBehindIsGone(left as LeftBehindCredentials, plan as OutagePlan, 1200);
  const results = await resultsOf("dev", observations);
  return results
    .filter(({ about }) => about.kind === "workload")
    .map(({ outcome, detail }) => `${outcome}: ${detail}`);
}

test("that Vault couldn't be stopped at any moment is no fault of the stack", async () => {
  const said = "not checked: nobody could do without Vault";
  expect(await saidOf({ notChecked: "nobody could do without Vault" })).toEqual([said, said]);
});

test("that nobody could log in is", async () => {
  expect(await saidOf({ reason: "403" })).toEqual(["failed: 403", "failed: 403"]);
});

test("leases that live for longer than is played aren't waited for", async () => {
  const said = "not checked: its default_ttl is 2 days: a factor of 1440 or more plays it";
  expect(await saidOf({}, 144)).toEqual([said, said]);
});
