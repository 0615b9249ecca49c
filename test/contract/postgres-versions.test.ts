import { POSTGRES_VERSIONS } from "../../rehearsal/servers/postgres-binaries";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";

const dev = synthesizeEnvironment("dev");

test.concurrent.each([...POSTGRES_VERSIONS])(
  "every check of dev passes on PostgreSQL %i",
  async (postgres) => {
    const report = await rehearseStack(dev, { postgres });
    expect(failuresOf(report)).toEqual([]);
    expect(report).toMatchObject({ failed: 0, brokenOff: 0, notTried: 0, passed: report.checks.length });
  },
);
