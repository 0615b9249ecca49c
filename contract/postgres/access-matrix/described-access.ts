import type {
  DatabaseDescription,
  PrivilegesDescription,
  SchemaPrivilegesDescription,
} from "../../../constructs";
import { isCallersOnly } from "../described-database";
import { AFTER, LATER_SCHEMA } from "../probes";
import type { ColumnAccess } from "./access-matrix";
import type { Granted } from "./granted";
import { FAMILY, OWNER, privilegesOn } from "./kinds";
import type { DatabaseObject } from "./objects";

/** What is described on an object. */
export interface Described extends Granted {
  /** Whether nobody misses what isn't there: a schema that is made later is reached, one that was there before isn't. */
  readonly isOptional?: boolean;
}

const NOTHING: Described = { privileges: [], columns: [] };

/** What a privilege set says that its members may do to an object. Not of an owner's, whose members may do what it may. */
export function describedOn(
  object: DatabaseObject,
  { schemas }: PrivilegesDescription,
  database: Pick<DatabaseDescription, "schemas" | "imported">,
): Described {
  if (object.kind === "database") return { privileges: ["CONNECT"], columns: [] };
  const name = object.kind === "schema" ? object.name : (object.schema ?? "");
  const isDescribed = database.schemas.includes(name);
  const set = schemas.find(({ schema }) => schema === (isDescribed ? name : "*"));
  if (!set) return NOTHING;
  const privileges = privilegesIn(set, object, database);
  return {
    privileges: privilegesOn(object.kind).filter((each) => privileges.includes(each)),
    columns: columnsIn(set, object).filter(({ privilege }) => !privileges.includes(privilege)),
    isOptional: !isDescribed && name !== LATER_SCHEMA,
  };
}

/** What is the owner's: whatever is in a schema that is described, but not schema `public` itself. */
export function ownersOwn(
  object: DatabaseObject,
  { schemas, futureSchemas }: Pick<DatabaseDescription, "schemas" | "futureSchemas">,
): Described {
  const all = privilegesOn(object.kind);
  const isContainer = object.kind === "database" || (object.kind === "schema" && object.name === "public");
  const privileges = isContainer ? all.filter((each) => each !== OWNER) : all;
  const name = object.kind === "schema" ? object.name : object.schema;
  const isIts =
    name === undefined || schemas.includes(name) || (futureSchemas === true && name === LATER_SCHEMA);
  return isIts ? { privileges, columns: [] } : NOTHING;
}

function privilegesIn(
  set: SchemaPrivilegesDescription,
  object: DatabaseObject,
  database: Pick<DatabaseDescription, "imported">,
): readonly string[] {
  const { kind, name } = object;
  const isIt = (each: string) => each === "*" || each === name;
  switch (FAMILY[kind]) {
    case "table":
      return set.tables.filter(({ table }) => isIt(table)).flatMap(({ privileges }) => privileges);
    case "sequence":
      return set.sequences.filter(({ sequence }) => isIt(sequence)).flatMap(({ privileges }) => privileges);
    case "function":
      return onRoutine(set, object, database);
    case "type":
      return set.types;
    default:
      return ["USAGE"];
  }
}

function onRoutine(
  set: SchemaPrivilegesDescription,
  routine: DatabaseObject,
  database: Pick<DatabaseDescription, "imported">,
): readonly string[] {
  if (isNamed(set, routine)) return ["EXECUTE"];
  // Default privileges can't tell apart what is made later.
  const isLater = set.schema === "*" || routine.name.startsWith(AFTER);
  return routine.canDoMore && !isLater && isCallersOnly(database, set) ? [] : set.functions;
}

/** Whether a set names a routine: without types, it is the only one of its name. */
export function isNamed({ definers }: SchemaPrivilegesDescription, { name, types }: DatabaseObject): boolean {
  const [own = ""] = name.split("(");
  return definers.includes(own) || definers.includes(`${own}(${types})`);
}

function columnsIn(set: SchemaPrivilegesDescription, { kind, name }: DatabaseObject): ColumnAccess[] {
  return FAMILY[kind] === "table" ? set.columns.filter(({ table }) => table === name) : [];
}
