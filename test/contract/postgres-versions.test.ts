import { POSTGRES_VERSIONS } from "../../rehearsal/servers/postgres-binaries";
import { FUNCTIONS_STACK } from "../issuance-stacks";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { STATIC_ROLES_STACK } from "../other-stacks";
import { synthesizeEnvironment } from "../synthesize";
import { synthesizeOtherStack } from "../synthesize-other-stack";

const dev = synthesizeEnvironment("dev");
const others = [STATIC_ROLES_STACK, FUNCTIONS_STACK].map(
  (name) => [name, synthesizeOtherStack(name)] as const,
);

test.concurrent.each([...POSTGRES_VERSIONS])(
  "every check of dev passes on PostgreSQL %i",
  async (postgres) => {
    const report = await rehearseStack(dev, { postgres });
    expect(failuresOf(report)).toEqual([]);
    expect(report).toMatchObject({ failed: 0, brokenOff: 0, notChecked: [], passed: report.checks.length });
  },
);

test.concurrent.each(
  others.flatMap(([name, stack]) => POSTGRES_VERSIONS.map((postgres) => [name, postgres, stack] as const)),
)("every check of %s passes on PostgreSQL %i", async (_, postgres, stack) => {
  const report = await rehearseStack(stack, { postgres });
  expect(failuresOf(report)).toEqual([]);
  expect(report).toMatchObject({ failed: 0, brokenOff: 0, passed: report.checks.length });
});
