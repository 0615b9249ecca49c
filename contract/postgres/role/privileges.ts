import type { GroupDescription, SchemaPrivilegesDescription } from "../../../constructs";
import { ownersOf } from "../owners";
import type { Check } from "../../check";
import type { Context } from "../../context";
import { isCallersOnly } from "../described-database";
import { placesOf } from "../places";
import { AFTER, BEFORE } from "../probe-names";
import { type Probes } from "../probes";
import { type Act, type Attempt, checksOf, TABLE_STATEMENTS } from "./attempt";
import { namedRoutineActs } from "./named-routines";
import { namedTableActs } from "./named-tables";
import type { UserContext } from "./user-context";

/** What a user of a role may do, and each neighbouring thing that it may not. */
export function privilegeChecks({ deployment }: Context, context: UserContext): Check[] {
  const { database, probes, laterObjects } = context.database;
  // Nobody knows which rows a table of the user's own takes, nor what a routine of theirs does.
  const isInvented = deployment.loadedSchema(database) === undefined;
  const acts = [
    ...objectActs(probes, context.group),
    ...ownerActs(probes, context.group),
    ...(isInvented ? context.privileges.schemas.flatMap(namedActs) : []),
  ];
  const isAllowed = async (statement: string) => {
    await laterObjects.get();
    return (await context.session.get()).isAllowed(statement);
  };
  return acts.flatMap((act) => checksOf(context.about, act, isAllowed));
}

function namedActs(set: SchemaPrivilegesDescription): Act[] {
  return [...namedTableActs(set), ...namedRoutineActs(set)];
}

/** Whether a set allows something with an object, which was there before or is made later. */
type IsGranted = (set: SchemaPrivilegesDescription, name: string) => boolean;

/** What depends on the privilege set. */
function objectActs(probes: Probes, group: GroupDescription): Act[] {
  const on = (statement: (name: string) => string, isGranted: IsGranted) =>
    onObjects(probes, group, statement, isGranted);
  const usesSequences = ({ sequences }: SchemaPrivilegesDescription) =>
    sequences.some((grant) => grant.sequence === "*" && grant.privileges.some((each) => each !== "SELECT"));
  const executes = ({ functions }: SchemaPrivilegesDescription) => functions.length > 0;
  const executesAll = (set: SchemaPrivilegesDescription, name: string) =>
    executes(set) && !(name === BEFORE && isCallersOnly(probes.database, set));
  return [
    ...Object.entries(TABLE_STATEMENTS).map(([id, statement]) => ({
      id,
      attempts: on(statement, (set) => isOnAllTables(set, id)),
    })),
    { id: "use-sequence", attempts: on((name) => `SELECT nextval('${name}_sequence')`, usesSequences) },
    {
      id: "execute",
      saysOthers: "execute other routines",
      attempts: [
        ...on((name) => `SELECT ${name}_function()`, executes),
        ...on((name) => `SELECT ${name}_aggregate(1)`, executes),
        ...on((name) => `SELECT ${name}_definer()`, executesAll),
        ...on((name) => `CALL ${name}_procedure()`, executesAll),
      ],
    },
  ];
}

function isOnAllTables({ tables }: SchemaPrivilegesDescription, verb: string): boolean {
  return tables.some(({ table, privileges }) => table === "*" && privileges.includes(verb.toUpperCase()));
}

function onObjects(
  { database }: Probes,
  { role: group, privileges: { owner: isOwner, schemas } }: GroupDescription,
  statement: (name: string) => string,
  isGranted: IsGranted,
): Attempt[] {
  return [BEFORE, AFTER].flatMap((when) =>
    placesOf(database, when).map(({ owner, set, schema, name }) => ({
      statement: statement(`"${schema}".${name}`),
      allowed: isOwner
        ? owner === group
        : schemas.some((each) => each.schema === set && isGranted(each, when)),
    })),
  );
}

/** What only who acts as an owner may do. */
function ownerActs({ database }: Probes, { role, privileges }: GroupDescription): Act[] {
  const owners = ownersOf(database);
  const own = owners.find((each) => each.role === role) ?? owners[0];
  const [there] = placesOf(database, BEFORE).filter((place) => place.owner === own?.role);
  const [later] = placesOf(database, AFTER).filter((place) => place.owner === own?.role);
  const act = (id: string, statement: string, says?: string): Act => ({
    id,
    says,
    attempts: [{ statement, allowed: privileges.owner }],
  });
  return [
    act("create-table", `CREATE TABLE "${there?.schema}".contract_made (id int)`),
    act("alter-table", `ALTER TABLE "${there?.schema}".${there?.name} ADD COLUMN more text`),
    act("drop-table", `DROP TABLE "${later?.schema}".${later?.name}`),
    act("create-schema", "CREATE SCHEMA contract_made"),
    {
      id: "make-temporary-tables",
      attempts: [
        {
          statement: "CREATE TEMPORARY TABLE contract_made (id int)",
          allowed: privileges.owner || privileges.temporary === true,
        },
      ],
    },
    {
      id: "become-owner",
      says: "act as the owner",
      saysOthers: "act as another owner",
      attempts: owners.map((owner) => ({
        statement: `SET ROLE "${owner.role}"`,
        allowed: privileges.owner && owner.role === role,
      })),
    },
  ];
}
