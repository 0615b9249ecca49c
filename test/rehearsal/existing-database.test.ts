import { existingDatabaseSql } from "../../constructs";
import { Leases } from "../../contract/leases";
import { addProviders, OTHER_STACKS } from "../other-stacks";
import { synthesizeStack } from "../synthesize";
import { asSuperuser } from "./attack";
import { withDeployed } from "./deploy-stack";

const [, build] = OTHER_STACKS[0]!;
const stack = synthesizeStack((scope) => {
  addProviders(scope);
  build(scope);
});

test.each([15, 18] as const)("what a DBA runs can be run again, on PostgreSQL %i", async (version) => {
  await withDeployed(stack, version, async (deployment) => {
    const [database] = deployment.access.databases;
    await asSuperuser(deployment, async (session) => {
      for (const statement of existingDatabaseSql(database!)) await session.query(statement);
    });
    const leases = new Leases(deployment.vault);
    for (const { path } of deployment.access.roles) await leases.revoke(await leases.issue(path));
  });
});
