import { checkContract } from "../../contract";
import type { CheckResult } from "../../contract/check";
import { GITHUB_STACK, ISSUERS_STACK } from "../jwt-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { GITHUB_MUTATIONS, JWT_MUTATIONS, JWT_SERVER_MUTATIONS } from "./mutations/jwt";
import type { Failure } from "./mutations/mutation";

const issuers = synthesizeOtherStack(ISSUERS_STACK);
const github = synthesizeOtherStack(GITHUB_STACK);
/** Checks that have failed at least once, as they have to. */
const failed = new Set<string>();

function expectFound(checks: readonly CheckResult[], failure: Failure): void {
  for (const { id, outcome } of checks) if (outcome === "failed") failed.add(id);
  const failures = failuresOf({ checks });
  const isThere = (each: string | RegExp) =>
    failures.some((line) => (typeof each === "string" ? line === each : each.test(line)));
  const missing = [failure].flat().filter((each) => !isThere(each));
  expect({ missing, failures }).toMatchObject({ missing: [] });
}

describe("a rehearsal of jobs of a CI fails, and names the cause, when", () => {
  test.concurrent.each([
    ...JWT_MUTATIONS.map((mutation) => [...mutation, issuers] as const),
    ...GITHUB_MUTATIONS.map((mutation) => [...mutation, github] as const),
  ])("%s", async (_, mutate, failure, stack) => {
    expectFound((await rehearseStack(mutate(stack))).checks, failure);
  });

  test.concurrent.each(JWT_SERVER_MUTATIONS)("%s", async (_, change, failure) => {
    await withDeployed(issuers, 18, async (deployment) => {
      const changed = (await change(deployment)) ?? deployment;
      expectFound(await checkContract(changed), failure);
    });
  });
});

test("jobs of a CI have no check of their login that can't fail", async () => {
  const reports = await Promise.all([issuers, github].map((stack) => rehearseStack(stack)));
  const ids = reports
    .flatMap(({ checks }) => checks)
    .filter(({ about }) => about.kind === "workload")
    .flatMap(({ id, kind }) => (kind === "refused" || /^may-(plan|deploy|drain)$/.test(id) ? [id] : []));
  expect(new Set(ids).size).toBeGreaterThan(25);
  expect([...new Set(ids)].filter((id) => !failed.has(id))).toEqual([]);
});
