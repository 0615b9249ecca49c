import { failuresOf, passedOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeCiStack } from "./ci-stack";

test("jobs of the repository's workflows may plan and deploy an environment, and nobody else's may", async () => {
  const report = await rehearseStack(synthesizeCiStack());
  expect(failuresOf(report)).toEqual([]);
  expect(passedOf(report)).toEqual(
    expect.arrayContaining([
      "plan (github-staging): fork-refused",
      "plan (github-staging): no-environment-refused",
      "deploy (github-staging): other-ref-refused",
      "deploy (github-staging): other-workflow-refused",
      "deploy (github-staging): pull-request-refused",
    ]),
  );
});
