import type {
  DatabaseDescription,
  PrivilegesDescription,
  SchemaPrivilegesDescription,
} from "../../../constructs";
import type { ColumnAccess } from "./access-matrix";
import type { Granted } from "./granted";
import { FAMILY, OWNER, privilegesOn } from "./kinds";
import type { DatabaseObject } from "./objects";

/** What a privilege set says that its members may do to an object. Not of an owner's, whose members may do what it may. */
export function describedOn(object: DatabaseObject, set: PrivilegesDescription): Granted {
  if (object.kind === "database") return { privileges: ["CONNECT"], columns: [] };
  const name = object.kind === "schema" ? object.name : object.schema;
  const inSchema = set.schemas.find(({ schema }) => schema === name);
  if (!inSchema) return { privileges: [], columns: [] };
  const privileges = privilegesIn(inSchema, object);
  return {
    privileges: privilegesOn(object.kind).filter((each) => privileges.includes(each)),
    columns: columnsIn(inSchema, object).filter(({ privilege }) => !privileges.includes(privilege)),
  };
}

/** What is the owner's: whatever is in a schema that is described, but not schema `public` itself. */
export function ownersOwn(object: DatabaseObject, { schemas }: DatabaseDescription): Granted {
  const isIn = (name: string | undefined) => name !== undefined && schemas.includes(name);
  const all = privilegesOn(object.kind);
  const whole = { privileges: all, columns: [] };
  if (isIn(object.schema)) return whole;
  if (object.kind === "schema" && isIn(object.name))
    return object.name === "public"
      ? { privileges: all.filter((each) => each !== OWNER), columns: [] }
      : whole;
  return { privileges: object.kind === "database" ? all.filter((each) => each !== OWNER) : [], columns: [] };
}

function privilegesIn(set: SchemaPrivilegesDescription, { kind, name }: DatabaseObject): readonly string[] {
  const isIt = (each: string) => each === "*" || each === name;
  switch (FAMILY[kind]) {
    case "table":
      return set.tables.filter(({ table }) => isIt(table)).flatMap(({ privileges }) => privileges);
    case "sequence":
      return set.sequences.filter(({ sequence }) => isIt(sequence)).flatMap(({ privileges }) => privileges);
    case "function":
      return set.functions;
    case "type":
      return set.types;
    default:
      return ["USAGE"];
  }
}

function columnsIn(set: SchemaPrivilegesDescription, { kind, name }: DatabaseObject): ColumnAccess[] {
  return FAMILY[kind] === "table" ? set.columns.filter(({ table }) => table === name) : [];
}
