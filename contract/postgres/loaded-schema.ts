import type { Session } from "../../clients/postgres-session";
import type { DatabaseDescription } from "../../constructs";
import { canDoMore } from "./more-than-caller";
import { nameOfObject } from "./catalogs";
import { inventoryOf } from "./inventory";
import { ownersOf } from "./owners";

/** A database's own schema, which was there before the stack granted anything. */
export interface LoadedSchema {
  /** What grants on all objects of a schema reach. */
  readonly objects: readonly LoadedObject[];
  /** What it brought about in the inventory of its database: lines that were not there before, and that were. */
  readonly added: readonly string[];
  readonly taken: readonly string[];
  /** What it brought about on the server, a line each: roles, what they are members of, settings. */
  readonly onServer: readonly string[];
}

export interface LoadedObject {
  /** As `GRANT … ON ALL` takes it. */
  readonly kind: "table" | "sequence" | "routine";
  readonly schema: string;
  /** Of a routine, with its arguments. */
  readonly name: string;
  /** As the inventory says it: `materialized view sales.totals`. */
  readonly line: string;
  readonly owner: string;
  /** Whether nobody has granted or revoked anything on it. */
  readonly isUntouched: boolean;
  /** Whether it is a routine that can do more than its caller. */
  readonly canDoMore: boolean;
  /** Whether an extension brought it. */
  readonly isOfExtension: boolean;
}

/** Of a session's database, what is in none of PostgreSQL's own schemas. */
export async function readLoadedObjects(session: Session): Promise<LoadedObject[]> {
  const rows = await session.query(`SELECT * FROM (
      SELECT CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind, relnamespace AS namespace, relname AS name,
        pg_get_userbyid(relowner) AS owner, relacl IS NULL AS "isUntouched", false AS "canDoMore",
        ${isOfExtension("pg_class", "c.oid")} AS "isOfExtension",
        ${nameOfObject("'pg_class'::regclass, c.oid, 0")} AS line
      FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
      UNION ALL SELECT 'routine', pronamespace, proname, pg_get_userbyid(proowner), proacl IS NULL, ${canDoMore("p")},
        ${isOfExtension("pg_proc", "p.oid")},
        ${nameOfObject("'pg_proc'::regclass, p.oid, 0")} FROM pg_proc p) o
    JOIN (SELECT oid AS namespace, nspname AS schema FROM pg_namespace) n USING (namespace)
    WHERE schema !~ '^pg_' AND schema <> 'information_schema'`);
  return rows as unknown as LoadedObject[];
}

const isOfExtension = (catalog: string, id: string) =>
  `EXISTS (SELECT FROM pg_depend WHERE classid = '${catalog}'::regclass AND objid = ${id} AND deptype = 'e')`;

/** What a stack's grants reach of it. An owner can't grant on what a superuser has made, such as the objects of an extension. */
export function grantedOn({ objects }: LoadedSchema, database: DatabaseDescription): LoadedObject[] {
  return objects.filter((object) => isReached(object, database));
}

function isReached({ owner, isOfExtension: isTheirs }: LoadedObject, database: DatabaseDescription): boolean {
  return database.imported ? !isTheirs : ownersOf(database).some(({ role }) => role === owner);
}

/** What is described of a database, and what it had before. */
export function withLoaded(
  described: readonly string[],
  loaded: LoadedSchema,
  database: DatabaseDescription,
): string[] {
  const gone = new Set([
    ...loaded.taken,
    ...ownersOwn(loaded.added),
    ...defaultsTakenFromPublic(loaded, database),
  ]);
  const lines = [
    ...described.filter((line) => !gone.has(line)),
    ...loaded.added.map((line) => withoutPublic(line, loaded, database)),
  ];
  return withoutInitial([...new Set(lines)], loaded, database);
}

/** What is granted to an owner of a schema says nothing. */
function ownersOwn(added: readonly string[]): string[] {
  return added.flatMap((line) => {
    const [, schema, owner] = /^schema (.*) of (.*)$/.exec(line) ?? [];
    return ["USAGE", "CREATE"].map((privilege) => `${privilege} on schema ${schema} to ${owner}`);
  });
}

/** What a DBA runs gives what PUBLIC has to a role. */
function withoutPublic(line: string, { objects }: LoadedSchema, database: DatabaseDescription): string {
  const { publicRole, schemas } = database;
  const [, privilege = "", object = ""] = TO_PUBLIC.exec(line) ?? [];
  if (publicRole === undefined || !object) return line;
  const isTaken =
    objects.some(
      (each) => each.line === object && schemas.includes(each.schema) && isReached(each, database),
    ) ||
    ownersOf(database).some(({ role }) => `${object} `.startsWith(`default privileges for role ${role} `)) ||
    (privilege === "CREATE" && schemas.some((schema) => object === `schema ${schema}`));
  return isTaken ? `${privilege} on ${object} to ${publicRole}` : line;
}

const TO_PUBLIC = /^(\w+) on (.*) to PUBLIC$/;

/** Where PUBLIC may not execute or use what an owner makes, nobody gets that from it. */
function defaultsTakenFromPublic({ added }: LoadedSchema, database: DatabaseDescription): string[] {
  const kinds = Object.entries({ functions: "EXECUTE", types: "USAGE" });
  return ownersOf(database).flatMap(({ role }) =>
    kinds.flatMap(([kind, privilege]) => {
      const defaults = `default privileges for role ${role} on ${kind}`;
      const isTaken = added.includes(defaults) && !added.includes(`${privilege} on ${defaults} to PUBLIC`);
      return isTaken ? [`${privilege} on ${defaults} to ${database.publicRole}`] : [];
    }),
  );
}

/** An attempt to grant something lets PostgreSQL write down what PUBLIC has anyway: it changes nothing. */
export function withoutInitial(
  lines: readonly string[],
  { objects }: LoadedSchema,
  database: DatabaseDescription,
): string[] {
  const initial = objects
    .filter((object) => object.kind === "routine" && object.isUntouched && !isReached(object, database))
    .map(({ line }) => `EXECUTE on ${line} to PUBLIC`);
  const isInitial = new Set(initial);
  return lines.filter((line) => !isInitial.has(line));
}

/** What the inventory of a server says of roles, and of what is set for everybody in a database. */
export async function readRoles(
  session: Session,
  database: string,
  roles: readonly string[],
): Promise<string[]> {
  const lines = await inventoryOf(session, true);
  const isSet = (line: string) => line.startsWith(`setting of everybody in database ${database}:`);
  return lines.filter((line) => isSet(line) || roles.some((role) => isAboutRole(line, role)));
}

function isAboutRole(line: string, role: string): boolean {
  const isSaid = [`role ${role}`, `member ${role} of`, `setting of ${role}`].some(
    (start) => line === start || line.startsWith(`${start} `) || line.startsWith(`${start}:`),
  );
  return isSaid || (line.includes(" on database ") && line.endsWith(` to ${role}`));
}
