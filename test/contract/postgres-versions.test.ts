import { POSTGRES_VERSIONS } from "../../rehearsal/servers/postgres-binaries";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { addProviders, OTHER_STACKS, STATIC_ROLES_STACK } from "../other-stacks";
import { synthesizeEnvironment, synthesizeStack } from "../synthesize";

const dev = synthesizeEnvironment("dev");
const staticRoles = synthesizeStack((stack) => {
  addProviders(stack);
  OTHER_STACKS.find(([what]) => what === STATIC_ROLES_STACK)?.[1](stack);
});

test.concurrent.each([...POSTGRES_VERSIONS])(
  "every check of dev passes on PostgreSQL %i",
  async (postgres) => {
    const report = await rehearseStack(dev, { postgres });
    expect(failuresOf(report)).toEqual([]);
    expect(report).toMatchObject({ failed: 0, brokenOff: 0, notChecked: [], passed: report.checks.length });
  },
);

test.concurrent.each([...POSTGRES_VERSIONS])(
  "every check of static roles passes on PostgreSQL %i",
  async (postgres) => {
    const report = await rehearseStack(staticRoles, { postgres });
    expect(failuresOf(report)).toEqual([]);
    expect(report).toMatchObject({ failed: 0, brokenOff: 0, passed: report.checks.length });
  },
);
