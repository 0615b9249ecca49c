import type { DatabaseDescription, SchemaPrivilegesDescription } from "../../constructs";
import { extensionLines } from "./extension";
import { LARGE_OBJECT } from "./large-object";
import { grantedOn, type LoadedObject, type LoadedSchema, withLoaded } from "./loaded-schema";
import { OTHER_OWNERS_LINES } from "./other-owner";
import { makersIn, ownerOfSchema, ownersOf } from "./owners";
import { placesOf } from "./places";
import { BEFORE } from "./probe-names";
import { type ProbeObject, probeObjects } from "./probe-objects";
import { namedSequences } from "./role/named-sequences";
import { namedRoutines } from "./role/named-routines";

/** Whether a set executes, of the routines that were there before it was granted anything, only functions that run as their caller. */
export function isCallersOnly(
  { imported }: Pick<DatabaseDescription, "imported">,
  { definers }: SchemaPrivilegesDescription,
): boolean {
  return imported && !definers.includes("*");
}

/** An object that was there before anybody was granted anything on it. */
type DatabaseObject = ProbeObject | LoadedObject;

/** One that the rehearsal makes. */
interface InventedObject extends ProbeObject {
  readonly owner: string;
}

/**
 * What there is in a database as it is described, a line each.
 *
 * @param superuser whom extensions belong to
 * @param loaded what it had before
 */
export function describedInDatabase(
  database: DatabaseDescription,
  superuser: string,
  loaded?: LoadedSchema,
): string[] {
  const { owner, groups } = database;
  const invented = objectsIn(database, loaded !== undefined);
  const objects = [...invented, ...(loaded ? grantedOn(loaded, database) : [])];
  const lines = [
    ...schemaLines(database),
    ...extensionSchemaLines(database),
    ...invented.flatMap(linesOfObject),
    ...(invented.length ? [`large object ${LARGE_OBJECT} of ${owner}`] : []),
    ...(invented.length && !loaded ? [...extensionLines(superuser), ...OTHER_OWNERS_LINES] : []),
    ...(loaded ? [] : defaultValuesOf(database)),
    // Without an entry, PUBLIC may execute and use what an owner makes.
    ...ownersOf(database).flatMap(({ role }) =>
      ["functions", "types"].map((kind) => defaultsFor(role, kind)),
    ),
    ...formerPublicLines(database, invented),
    ...groups.flatMap(({ role, privileges }) => [
      ...privileges.schemas.flatMap((set) => [
        ...(set.schema === "*" ? [] : [`USAGE on schema ${set.schema} to ${role}`]),
        ...privilegesOnObjects(database, set, objects).map((line) => `${line} to ${role}`),
        ...makersIn(database, set.schema).flatMap((maker) =>
          defaultLines(set, (kind) => defaultsFor(maker, kind, set.schema), role),
        ),
      ]),
    ]),
  ];
  return loaded ? withLoaded(lines, loaded, database) : lines;
}

/** What PUBLIC had, a role has whose members keep their access. */
function formerPublicLines(database: DatabaseDescription, objects: readonly DatabaseObject[]): string[] {
  const role = database.publicRole;
  if (role === undefined) return [];
  const routines = objects.filter(({ kind }) => ROUTINES.includes(kind));
  return [
    ...routines.map((routine) => `EXECUTE on ${inWords(routine)} to ${role}`),
    ...ownersOf(database).flatMap((owner) => [
      `EXECUTE on ${defaultsFor(owner.role, "functions")} to ${role}`,
      `USAGE on ${defaultsFor(owner.role, "types")} to ${role}`,
    ]),
  ];
}

/** PostgreSQL makes schema public; initdb's is told of when somebody was granted something on it. */
function schemaLines(database: DatabaseDescription): string[] {
  const { owner, schemas, imported } = database;
  const made = schemas.filter((schema) => schema !== "public").flatMap((schema) => linesOf(database, schema));
  const isDescribed = schemas.includes("public");
  if (!isDescribed && !imported) return made;
  return [
    ...made,
    "schema public of pg_database_owner",
    "USAGE on schema public to PUBLIC",
    ...(imported ? [`CREATE on schema public to ${owner}`] : []),
    ...makersIn(database, "public").flatMap((maker) =>
      ["CREATE", "USAGE"].map((privilege) => `${privilege} on schema public to ${maker}`),
    ),
  ];
}

/** Schemas for extensions are the owner's, but for schema public, and for all others to use. */
function extensionSchemaLines(database: DatabaseDescription): string[] {
  const { owner, extensionSchemas = [] } = database;
  return extensionSchemas.flatMap((schema) => {
    const isPublic = schema === "public";
    const others = ownersOf(database).filter(({ role }) => isPublic || role !== owner);
    return [
      ...(isPublic ? [] : [`schema ${schema} of ${owner}`]),
      ...others.map(({ role }) => `USAGE on schema ${schema} to ${role}`),
    ];
  });
}

/** Whom a schema belongs to, and who else makes objects in it. */
function linesOf(database: DatabaseDescription, schema: string): string[] {
  const owner = ownerOfSchema(database, schema);
  const others = makersIn(database, schema).filter((role) => role !== owner);
  return [
    `schema ${schema} of ${owner}`,
    ...others.flatMap((role) =>
      ["CREATE", "USAGE"].map((privilege) => `${privilege} on schema ${schema} to ${role}`),
    ),
  ];
}

/** What the rehearsal makes before a stack grants anything on objects: for all to try, and what sets name. */
function objectsIn(database: DatabaseDescription, hasOwnTables: boolean): InventedObject[] {
  const { groups, imported } = database;
  const sets = groups.flatMap(({ privileges }) => privileges.schemas);
  const isOnObjects = ({
    tables,
    columns,
    sequences,
    functions,
    definers,
    types,
  }: SchemaPrivilegesDescription) =>
    [tables, columns, sequences, functions, definers, types].some((list) => list.length);
  if (!imported && !sets.some(isOnObjects)) return [];
  const named = sets.flatMap(({ schema, tables, columns }) =>
    [...tables, ...columns]
      .filter(({ table }) => table !== "*")
      .map(({ table }) => ({ schema, name: table })),
  );
  return [
    ...placesOf(database, BEFORE).flatMap(({ owner, schema, name }) =>
      probeObjects(schema, name).map((object) => ({ ...object, owner })),
    ),
    ...(hasOwnTables ? [] : named).map(({ schema, name }): InventedObject => {
      return { kind: "table", schema, name, owner: ownerOfSchema(database, schema) };
    }),
    ...(hasOwnTables ? [] : [...namedSequencesOf(database), ...namedRoutinesOf(database)]),
  ];
}

function namedSequencesOf(database: DatabaseDescription): InventedObject[] {
  return namedSequences(database).map(({ schema, name }) => {
    return { kind: "sequence", schema, name, owner: ownerOfSchema(database, schema) };
  });
}

/** What the inventory tells of columns, which are nobody's. */
function defaultValuesOf(database: DatabaseDescription): string[] {
  return namedSequences(database).flatMap(({ schema, of }) =>
    of ? [`default value ${schema}.${of.table}.${of.column}`] : [],
  );
}

function namedRoutinesOf(database: DatabaseDescription): InventedObject[] {
  const named = database.groups.flatMap(({ privileges }) => privileges.schemas.flatMap(namedRoutines));
  const routines = named.map(({ schema, name, types = [] }): InventedObject => {
    const owner = ownerOfSchema(database, schema);
    return { kind: "function", schema, name, owner, types: types.map(inAddress).join(", "), canDoMore: true };
  });
  return [...new Map(routines.map((routine) => [inWords(routine), routine])).values()];
}

/** Types of SQL's own, which need no schema. */
const OWN_TYPES = /^(bit|boolean|char|double|real|smallint|integer|bigint|numeric|interval|time)/;

/** A type as the address of an object names it. */
function inAddress(type: string): string {
  return OWN_TYPES.test(type) || type.includes(".") ? type : `pg_catalog.${type}`;
}

function linesOfObject(object: InventedObject): string[] {
  return [...(object.isPart ? [] : [`${inWords(object)} of ${object.owner}`]), ...(object.parts ?? [])];
}

const ROUTINES = ["function", "procedure", "aggregate", "routine"];

function inWords(object: DatabaseObject): string {
  if ("line" in object) return object.line;
  const { kind, schema, name, types = "" } = object;
  const suffix = ROUTINES.includes(kind) ? `(${types})` : "";
  return `${kind} ${schema}.${name}${suffix}`;
}

/** `view column sales.totals.sum` */
function columnInWords(object: DatabaseObject, column: string): string {
  const name = `${object.schema}.${object.name}`;
  const kind = inWords(object).slice(0, -name.length);
  return `${kind}column ${name}.${column}`;
}

/** Those of a whole database, also of schemas that are made later, name no schema. */
function defaultsFor(owner: string, kind: string, schema = "*"): string {
  const within = schema === "*" ? "" : ` in schema ${schema}`;
  // The inventory has no quotes in it.
  return `default privileges for role ${owner}${within} on ${kind}`.replaceAll('"', "");
}

function privilegesOnObjects(
  database: DatabaseDescription,
  set: SchemaPrivilegesDescription,
  objects: readonly DatabaseObject[],
): string[] {
  return objects
    .filter(({ schema }) => set.schema === schema)
    .flatMap((object) => [
      ...privilegesOn(database, set, object).map((privilege) => `${privilege} on ${inWords(object)}`),
      ...set.columns
        .filter(({ table }) => object.kind === "table" && table === object.name)
        .flatMap(({ columns, privilege }) =>
          columns.map((column) => `${privilege} on ${columnInWords(object, column)}`),
        ),
    ]);
}

function privilegesOn(
  database: DatabaseDescription,
  set: SchemaPrivilegesDescription,
  object: DatabaseObject,
): readonly string[] {
  const { kind, name, canDoMore = kind === "procedure" } = object;
  const isMeant = (named: string) => named === "*" || named === name;
  if (kind === "sequence")
    return set.sequences.filter(({ sequence }) => isMeant(sequence)).flatMap(({ privileges }) => privileges);
  if (ROUTINES.includes(kind)) {
    if (isNamed(set, object)) return ["EXECUTE"];
    return canDoMore && isCallersOnly(database, set) ? [] : set.functions;
  }
  return set.tables.filter(({ table }) => isMeant(table)).flatMap(({ privileges }) => privileges);
}

/** Whether a set names a routine: without types, it is the only one of its name. */
function isNamed(set: SchemaPrivilegesDescription, object: DatabaseObject): boolean {
  return namedRoutines(set).some(({ name, types }) => {
    if (name !== object.name) return false;
    return types === undefined || inWords(object).endsWith(`${name}(${types.map(inAddress).join(", ")})`);
  });
}

/** What is granted on all objects of a kind is granted on those of later, too. */
function defaultLines(
  { schema, tables, sequences, functions, types }: SchemaPrivilegesDescription,
  defaults: (kind: string) => string,
  role: string,
): string[] {
  const onAllTables = tables.filter(({ table }) => table === "*").flatMap(({ privileges }) => privileges);
  const onAllSequences = sequences
    .filter(({ sequence }) => sequence === "*")
    .flatMap(({ privileges }) => privileges);
  const schemas = schema === "*" ? ["USAGE"] : [];
  return Object.entries({ schemas, tables: onAllTables, sequences: onAllSequences, functions, types })
    .filter(([, privileges]) => privileges.length)
    .flatMap(([kind, privileges]) => [
      defaults(kind),
      ...privileges.map((privilege) => `${privilege} on ${defaults(kind)} to ${role}`),
    ]);
}
