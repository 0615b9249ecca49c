import type { TerraformStack } from "cdktf";
import { Duration, Privileges, type PostgresConnection, type PostgresRoleProps } from "../../../constructs";
import { readSchemas } from "../../../rehearsal/schema/schemas";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { addOtherStack, ADOPTED_STACK, PAIRS_STACK } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";
import { failuresOf } from "../rehearse-stack";
import { existingShopOf, SHOP, shopOf } from "../schema/shop-stack";
import { rehearsedChange } from "./rehearsed-change";

const LATER: PostgresRoleProps = { privileges: Privileges.readOnly(), maxTtl: Duration.hours(2) };

/** A stack of another shape. @param more done to its connection */
function otherStack(what: string, more?: (connection: PostgresConnection) => unknown): SynthesizedStack {
  return synthesizeStack((scope: TerraformStack) => {
    addOtherStack(scope, what);
    const connection = scope.node.findAll().find((each) => "addStaticRole" in each);
    more?.(connection as PostgresConnection);
  });
}

const writer = { writer: Privileges.readWrite() };
const writerAndMigrator = { ...writer, migrator: Privileges.owner() };
const addRole = (connection: PostgresConnection) => connection.addRole("later", LATER);

/** Rehearses a change that nobody has to notice. */
async function expectNoLoss(...change: Parameters<typeof rehearsedChange>): Promise<void> {
  const [before, after, props] = change;
  const report = await rehearsedChange(before, after, { ...props, isWhole: true });
  expect(failuresOf(report)).toEqual([]);
  expect(report.change?.outcome).toBe("applied");
}

test.each([
  [ADOPTED_STACK, 15],
  [PAIRS_STACK, 16],
] as const)(
  "nobody loses anything by a role that is added to %s, on PostgreSQL %i",
  async (what, postgres) => {
    await expectNoLoss(otherStack(what), otherStack(what, addRole), { postgres });
  },
);

test.each([
  ["a database of the stack's own", shopOf, 17],
  ["a DBA's database, whose script is run again for it", existingShopOf, 16],
] as const)("nor by one that is added where a schema was loaded into %s", async (_, of, postgres) => {
  const after = of(writerAndMigrator);
  await expectNoLoss(of(writer), after, { postgres, schemas: readSchemas([`shop=${SHOP}`], after) });
});
