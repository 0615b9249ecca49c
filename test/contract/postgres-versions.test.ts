import { POSTGRES_VERSIONS } from "../../rehearsal/servers/postgres-binaries";
import { FUNCTIONS_STACK } from "../issuance-stacks";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { addProviders, OTHER_STACKS, STATIC_ROLES_STACK } from "../other-stacks";
import { synthesizeEnvironment, synthesizeStack } from "../synthesize";

const dev = synthesizeEnvironment("dev");
const ofName = (name: string) =>
  synthesizeStack((stack) => {
    addProviders(stack);
    OTHER_STACKS.find(([what]) => what === name)?.[1](stack);
  });

test.concurrent.each([...POSTGRES_VERSIONS])(
  "every check of dev passes on PostgreSQL %i",
  async (postgres) => {
    const report = await rehearseStack(dev, { postgres });
    expect(failuresOf(report)).toEqual([]);
    expect(report).toMatchObject({ failed: 0, brokenOff: 0, notChecked: [], passed: report.checks.length });
  },
);

test.concurrent.each(
  [STATIC_ROLES_STACK, FUNCTIONS_STACK].flatMap((name) =>
    POSTGRES_VERSIONS.map((postgres) => [name, postgres] as const),
  ),
)("every check of %s passes on PostgreSQL %i", async (name, postgres) => {
  const report = await rehearseStack(ofName(name), { postgres });
  expect(failuresOf(report)).toEqual([]);
  expect(report).toMatchObject({ failed: 0, brokenOff: 0, passed: report.checks.length });
});
