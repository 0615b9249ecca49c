import type { RoleDescription } from "../../../constructs";
import { tryAll } from "./attempt";
import type { Recorder } from "../../check";
import type { Lease } from "../../leases";
import { AFTER, type Probes } from "../probes";

/** Who may use a type can make something of it. For the attempt, the role gets a schema to do so. */
export async function checkTypes(
  recorder: Recorder,
  probes: Probes,
  role: RoleDescription,
  { user }: Lease,
): Promise<void> {
  const privileges = probes.privilegesOf(role);
  const { owner, schemas } = probes.database;
  const actsAs = privileges.owner ? owner : user;
  const ownSchema = [`CREATE SCHEMA "${user}" AUTHORIZATION "${actsAs}"`, `SET LOCAL ROLE "${actsAs}"`];
  // Types have default privileges alone, so only those that were made later can be used.
  const attempts = schemas.map((schema) => ({
    statement: `CREATE TABLE "${user}".made (of "${schema}".${AFTER}_type)`,
    allowed: privileges.owner || (privileges.schemas.includes(schema) && privileges.types.length > 0),
  }));
  await probes.asSuperuser((session) =>
    tryAll(recorder, role.name, (statement) => session.isAllowed(statement, ownSchema), "use-type", attempts),
  );
}
