import type { AccessManifest } from "../../constructs/access/access-manifest";
import { makersIn, ownersOf } from "../../constructs/access/database-owners";
import type {
  DatabaseReference,
  GroupDescription,
  PostgresDatabaseDescription,
} from "../../constructs/access/postgres-description";
import { databaseName } from "../../constructs/access/postgres-facts";
import { type SchemaGrant, schemaGrants } from "../../constructs/access/schema-grants";

/** One thing that the members of a role may do in a database. */
export interface Grant {
  /** What it is on. `owner`: everything in a schema. `database`: the database itself. `member`: a role of PostgreSQL's own. */
  readonly kind: SchemaGrant["kind"] | "owner" | "database" | "member";
  /** The database, as a person names it. */
  readonly database: string;
  /** `SELECT`; where it is a member, the name of the role. */
  readonly privilege: string;
  /** `"*"`: each that is made later. @default - it is on none */
  readonly schema?: string;
  /** @default - all of the kind */
  readonly object?: string;
  /** @default - all of the table */
  readonly column?: string;
  /** Whether it leaves out functions that run as their owner. */
  readonly callersOnly?: boolean;
  /** Of an owner: whether nobody else owns anything in the schema. */
  readonly isOnlyOwner?: boolean;
  /** Whether what is made later is among it. */
  readonly future?: boolean;
}

/** A role of PostgreSQL: one of a server has that name. */
export interface RoleOfServer {
  readonly database: DatabaseReference;
  readonly group: string;
}

/** What the members of a role may do in each database of its server: one role can be a group in one and the owner of another. */
export function grantsOf({ database: { server }, group }: RoleOfServer, access: AccessManifest): Grant[] {
  return access.databases
    .filter((database) => database.server === server)
    .flatMap((database) => [
      ...ownerGrants(database, group),
      ...database.groups
        .filter(({ role, privileges }) => role === group && !privileges.owner)
        .flatMap((each) => groupGrants(database, each)),
    ]);
}

function ownerGrants(database: PostgresDatabaseDescription, group: string): Grant[] {
  const name = databaseName(database);
  const { futureSchemas, extensionSchemas = [], owner } = database;
  return ownersOf(database)
    .filter(({ role }) => role === group)
    .flatMap(({ schemas }) => [
      ...schemas,
      ...(group === owner ? extensionSchemas : []),
      ...(futureSchemas ? ["*"] : []),
    ])
    .map((schema) => ({
      kind: "owner",
      database: name,
      privilege: "OWNER",
      schema,
      isOnlyOwner: makersIn(database, schema).every((role) => role === group),
    }));
}

function groupGrants(database: PostgresDatabaseDescription, { privileges }: GroupDescription): Grant[] {
  const name = databaseName(database);
  const { temporary, memberOf = [] } = privileges;
  return [
    ...(temporary ? [{ kind: "database", database: name, privilege: "TEMPORARY" } as const] : []),
    ...memberOf.map((role) => ({ kind: "member", database: name, privilege: role }) as const),
    ...schemaGrants(privileges).flatMap((grant) => singleGrants(name, grant)),
  ];
}

function singleGrants(database: string, { privileges, columns, existing, ...grant }: SchemaGrant): Grant[] {
  return privileges.flatMap((privilege) =>
    (columns ?? [undefined]).map((column) => ({
      ...grant,
      database,
      privilege,
      ...(column !== undefined && { column }),
    })),
  );
}

/** Whether who has the one has the other. */
export function covers(one: Grant, other: Grant): boolean {
  if (one.database !== other.database || one.schema !== other.schema) return false;
  if (one.kind === "owner") return other.kind !== "owner" ? one.isOnlyOwner === true : !isMore(one, other);
  if (one.privilege !== other.privilege) return false;
  if (one.kind === "table" && other.kind === "column") return isSameOrAll(one, other);
  return (
    one.kind === other.kind &&
    isSameOrAll(one, other) &&
    (one.column === undefined || one.column === other.column) &&
    !(one.callersOnly && !other.callersOnly)
  );
}

function isMore(one: Grant, other: Grant): boolean {
  return other.isOnlyOwner === true && !one.isOnlyOwner;
}

function isSameOrAll(one: Grant, other: Grant): boolean {
  return one.object === other.object || (one.object === undefined && one.schema !== undefined);
}
