import type { PrivilegesDescription, SchemaPrivilegesDescription } from "../../../constructs";
import type { Check } from "../../check";
import type { Context } from "../../context";
import { isCallersOnly } from "../described-database";
import { AFTER, BEFORE, LATER_SCHEMA, type Probes } from "../probes";
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
    ...objectActs(probes, context.privileges),
    ...ownerActs(probes, context.privileges.owner),
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
function objectActs(probes: Probes, privileges: PrivilegesDescription): Act[] {
  const on = (statement: (name: string) => string, isGranted: IsGranted) =>
    onObjects(probes, privileges, statement, isGranted);
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
  { owner, schemas }: PrivilegesDescription,
  statement: (name: string) => string,
  isGranted: IsGranted,
): Attempt[] {
  const places = [
    ...database.schemas.flatMap((schema) =>
      [BEFORE, AFTER].map((name) => ({ schema, within: schema, name })),
    ),
    ...(database.futureSchemas ? [{ schema: "*", within: LATER_SCHEMA, name: AFTER }] : []),
  ];
  return places.map(({ schema, within, name }) => ({
    statement: statement(`"${within}".${name}`),
    allowed: owner || schemas.some((set) => set.schema === schema && isGranted(set, name)),
  }));
}

/** What only who acts as the owner may do. */
function ownerActs({ database }: Probes, allowed: boolean): Act[] {
  const [schema] = database.schemas;
  const act = (id: string, statement: string, says?: string): Act => ({
    id,
    says,
    attempts: [{ statement, allowed }],
  });
  return [
    act("create-table", `CREATE TABLE "${schema}".contract_made (id int)`),
    act("alter-table", `ALTER TABLE "${schema}".${BEFORE} ADD COLUMN more text`),
    act("drop-table", `DROP TABLE "${schema}".${AFTER}`),
    act("create-schema", "CREATE SCHEMA contract_made"),
    act("make-temporary-tables", "CREATE TEMPORARY TABLE contract_made (id int)"),
    act("become-owner", `SET ROLE "${database.owner}"`, "act as the owner"),
  ];
}
