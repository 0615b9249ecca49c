import type { Check } from "../../check";
import type { Context } from "../../context";
import { AFTER, LATER_SCHEMA } from "../probes";
import { checksOf } from "./attempt";
import type { UserContext } from "./user-context";

/** Who may use a type can make something of it. For the attempt, the leased role gets a schema to do so. */
export function useOfTypes(_: Context, context: UserContext): Check[] {
  const { about, privileges, database } = context;
  // Types have default privileges alone, so only those that were made later can be used.
  const { schemas, futureSchemas } = database.database;
  const attempts = [...schemas, ...(futureSchemas ? ["*"] : [])].map((schema) => ({
    statement: `CREATE TABLE contract_own.made (of "${schema === "*" ? LATER_SCHEMA : schema}".${AFTER}_type)`,
    allowed:
      privileges.owner || privileges.schemas.some((set) => set.schema === schema && set.types.length > 0),
  }));
  return checksOf(about, { id: "use-type", attempts }, async (statement) => {
    const actsAs = context.actsAs(await context.user.get());
    await database.laterObjects.get();
    const ownSchema = [`CREATE SCHEMA contract_own AUTHORIZATION "${actsAs}"`, `SET LOCAL ROLE "${actsAs}"`];
    return database.probes.asSuperuser((session) => session.isAllowed(statement, ownSchema));
  });
}
