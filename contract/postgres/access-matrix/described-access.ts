import type {
  DatabaseDescription,
  PrivilegesDescription,
  SchemaPrivilegesDescription,
} from "../../../constructs";
import { isCallersOnly } from "../described-database";
import { makersIn, ownerOfSchema, ownersOf } from "../owners";
import { placesOf } from "../places";
import { AFTER, LATER_SCHEMA } from "../probe-names";
import type { ColumnAccess } from "./access-matrix";
import type { Granted } from "./granted";
import { FAMILY, privilegesOn } from "./kinds";
import type { DatabaseObject } from "./objects";

/** What is described on an object. */
export interface Described extends Granted {
  /**
   * Whether nobody misses what isn't there: a schema that is made later is reached, one that was there before isn't; and a
   * set that is for functions that run as their caller has others only because they can't be told apart.
   */
  readonly isOptional?: boolean;
  /** Whether it is another owner's, in a schema that isn't described: what PUBLIC may there is that owner's to say. */
  readonly isElsewhere?: boolean;
  /** What else a set says that it may not, so that a privilege which needs it is refused: to execute functions, to use sequences. */
  readonly goesWithout?: readonly ("function" | "sequence")[];
}

const NOTHING: Described = { privileges: [], columns: [] };

/** What a privilege set says that its members may do to an object. Not of an owner's, whose members may do what it may. */
export function describedOn(
  object: DatabaseObject,
  { schemas, temporary }: PrivilegesDescription,
  database: DatabaseDescription,
): Described {
  if (object.kind === "database")
    return { privileges: temporary ? ["CONNECT", "TEMPORARY"] : ["CONNECT"], columns: [] };
  const name = object.kind === "schema" ? object.name : (object.schema ?? "");
  const isDescribed = [...database.schemas, ...(database.extensionSchemas ?? [])].includes(name);
  const set = schemas.find(({ schema }) => schema === (isDescribed ? name : "*"));
  const isElsewhere = !isDescribed && !ownersOf(database).some(({ role }) => role === object.owner);
  if (!set) return { ...NOTHING, isElsewhere };
  const privileges = privilegesIn(set, object, database);
  return {
    privileges: privilegesOn(object.kind).filter((each) => privileges.includes(each)),
    columns: columnsIn(set, object).filter(({ privilege }) => !privileges.includes(privilege)),
    isOptional: (!isDescribed && name !== LATER_SCHEMA) || isNotMeant(set, object),
    isElsewhere,
    goesWithout: [
      ...(set.functions.length ? [] : ["function" as const]),
      ...(set.needsNoSequence ? ["sequence" as const] : []),
    ],
  };
}

/** Whom an object is to belong to: an owner, in a schema that is described, but schema `public` itself to nobody. */
export function ownerOfObject(object: DatabaseObject, database: DatabaseDescription): string | undefined {
  const { kind, name, owner } = object;
  const schema = kind === "schema" ? name : object.schema;
  if (schema === undefined || (kind === "schema" && name === "public")) return undefined;
  const later = placesOf(database, AFTER).find((place) => place.set === "*" && place.schema === schema);
  if (later) return later.owner;
  if (!database.schemas.includes(schema)) return undefined;
  // Whoever makes objects in a schema of another's owns them.
  const isMakers = kind !== "schema" && makersIn(database, schema).includes(owner);
  return isMakers ? owner : ownerOfSchema(database, schema);
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

function isNotMeant(set: SchemaPrivilegesDescription, object: DatabaseObject): boolean {
  return object.canDoMore === true && !set.definers.includes("*") && !isNamed(set, object);
}

/** Whether a set names a routine: without types, it is the only one of its name. */
export function isNamed({ definers }: SchemaPrivilegesDescription, { name, types }: DatabaseObject): boolean {
  const [own = ""] = name.split("(");
  return definers.includes(own) || definers.includes(`${own}(${types})`);
}

function columnsIn(set: SchemaPrivilegesDescription, { kind, name }: DatabaseObject): ColumnAccess[] {
  return FAMILY[kind] === "table" ? set.columns.filter(({ table }) => table === name) : [];
}
