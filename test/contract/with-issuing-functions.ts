import { Context } from "../../contract/context";
import type { DatabaseContext } from "../../contract/postgres/database-context";
import { namesIn } from "../../contract/postgres/issuance/names";
import type { Names } from "../../contract/postgres/issuance/way";
import { FUNCTIONS_STACK } from "../issuance-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeOtherStack } from "../synthesize-other-stack";

/**
 * Does something in a database where functions make leased roles.
 *
 * @param clients how many names are given for
 */
export function withIssuingFunctions<Result>(
  version: 15 | 18,
  clients: number,
  action: (database: DatabaseContext, names: Names, all: readonly Names[]) => Promise<Result>,
): Promise<Result> {
  return withDeployed(synthesizeOtherStack(FUNCTIONS_STACK), version, async (deployment) => {
    const context = new Context(deployment);
    const [database] = context.databases;
    const all = database ? await namesIn(context, database, clients) : [];
    const [names] = all;
    if (!database || !names) throw new Error("nobody issues in the stack");
    return action(database, names, all);
  });
}
