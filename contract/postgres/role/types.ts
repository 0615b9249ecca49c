import { quotedName } from "../../../constructs/postgres/statements/quoted";
import type { Check } from "../../check";
import type { Context } from "../../context";
import { placesOf } from "../places";
import { AFTER } from "../probe-names";
import { checksOf } from "./attempt";
import type { UserContext } from "./user-context";

/** Who may use a type can make something of it. For the attempt, the leased role gets a schema to do so. */
export function useOfTypes(_: Context, context: UserContext): Check[] {
  const { about, database } = context;
  // Types have default privileges alone, so only those that were made later can be used.
  const { role: group, privileges } = context.group;
  const attempts = placesOf(database.database, AFTER).map(({ owner, set, schema, name }) => ({
    statement: `CREATE TABLE contract_own.made (of ${quotedName(schema)}.${name}_type)`,
    allowed: privileges.owner
      ? owner === group
      : privileges.schemas.some((each) => each.schema === set && each.types.length > 0),
  }));
  return checksOf(about, { id: "use-type", attempts }, async (statement) => {
    const actsAs = context.actsAs(await context.user.get());
    await database.laterObjects.get();
    const ownSchema = [
      `CREATE SCHEMA contract_own AUTHORIZATION ${quotedName(actsAs)}`,
      `SET LOCAL ROLE ${quotedName(actsAs)}`,
    ];
    return database.probes.asSuperuser((session) => session.isAllowed(statement, ownSchema));
  });
}
