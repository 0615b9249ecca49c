import { checkContract } from "../../contract";
import type { CheckResult } from "../../contract/check";
import { synthesizeEnvironment } from "../synthesize";
import { withDeployed } from "../rehearsal/deploy-stack";
import { DATABASE_MUTATIONS } from "./mutations/database";
import { ROLE_MUTATIONS } from "./mutations/roles";
import { SERVER_MUTATIONS } from "./mutations/servers";
import { VAULT_MUTATIONS } from "./mutations/vault";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";

const dev = synthesizeEnvironment("dev");
/** Checks that have failed at least once, as they have to. */
const failed = new Set<string>();

function expectFailure(report: { readonly checks: readonly CheckResult[] }, failure: string | RegExp): void {
  for (const { id, ok } of report.checks) if (!ok) failed.add(id);
  const failures = failuresOf(report);
  if (typeof failure === "string") expect(failures).toContain(failure);
  else expect(failures.join("\n")).toMatch(failure);
}

describe("a rehearsal fails, and names the cause, when", () => {
  test.concurrent.each([...ROLE_MUTATIONS, ...DATABASE_MUTATIONS, ...VAULT_MUTATIONS])(
    "%s",
    async (_, mutate, failure) => expectFailure(await rehearseStack(mutate(dev)), failure),
  );

  test.concurrent.each(SERVER_MUTATIONS)("%s", async (_, change, failure) => {
    await withDeployed(dev, 18, async (deployment) => {
      const changed = (await change(deployment)) ?? deployment;
      expectFailure({ checks: await checkContract(changed, () => undefined) }, failure);
    });
  });
});

test("a rehearsal of the stack without a wrong edit has nothing to say, and no check that can't fail", async () => {
  const report = await rehearseStack(dev);
  expect(failuresOf(report)).toEqual([]);
  const ids = [...new Set(report.checks.map(({ id }) => id))];
  expect(ids.filter((id) => !failed.has(id))).toEqual([]);
});
