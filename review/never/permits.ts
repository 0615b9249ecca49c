import type { AccessManifest } from "../../constructs/access/access-manifest";
import { makersIn, ownersOf } from "../../constructs/access/database-owners";
import type { PostgresDatabaseDescription } from "../../constructs/access/postgres-description";
import { databaseName } from "../../constructs/access/postgres-facts";
import { PREDEFINED_ROLES } from "../../constructs/access/predefined-roles";
import type { Grant } from "../access/grant";
import type { NeverRule, ObjectName, Verb } from "./never-rule";

/** That a grant lets somebody do what a rule forbids. */
export interface Permit {
  readonly grant: Grant;
  /** On what it depends that isn't described. @default - it is certain */
  readonly doubt?: string;
}

/** What the privileges on tables, columns and sequences let somebody do. */
const VERBS_OF: Readonly<Record<string, readonly Verb[]>> = {
  SELECT: ["read"],
  INSERT: ["write"],
  UPDATE: ["write"],
  DELETE: ["write"],
  TRUNCATE: ["write"],
  USAGE: ["write"],
  REFERENCES: ["change"],
  MAINTAIN: ["change"],
  TRIGGER: ["change"],
};

/** What members of PostgreSQL's own roles may do in a database. Of others that do something, nobody knows it here. */
const VERBS_OF_MEMBERS: Readonly<Record<string, readonly Verb[]>> = {
  pg_read_all_data: ["read"],
  pg_write_all_data: ["write"],
  pg_maintain: ["change"],
  pg_signal_backend: [],
};

/** Whether a grant lets somebody do what a rule forbids in that database. */
export function permitOf(
  grant: Grant,
  rule: Pick<NeverRule, "verb" | "object">,
  database: PostgresDatabaseDescription,
  access: AccessManifest,
): Permit | undefined {
  if (grant.kind === "member") return byMembership(grant, rule.verb, database, access);
  if (grant.database !== databaseName(database)) return undefined;
  if (grant.kind === "routine") return byRoutine(grant, rule, database);
  if (!isWithin(grant, rule.object, database)) return undefined;
  if (grant.kind === "owner")
    return grant.isOnlyOwner || rule.object.object === undefined
      ? { grant }
      : { grant, doubt: "as far as what is named is among it" };
  if (grant.kind === "schema") return byExtension(grant, rule, database);
  if (!["table", "column", "sequence"].includes(grant.kind)) return undefined;
  if (VERBS_OF[grant.privilege]?.includes(rule.verb)) return { grant };
  const isByTrigger = grant.privilege === "TRIGGER" && rule.verb !== "own";
  return isByTrigger ? { grant, doubt: "which does something as whoever writes there" } : undefined;
}

function byMembership(
  grant: Grant,
  verb: Verb,
  database: PostgresDatabaseDescription,
  { databases }: AccessManifest,
): Permit | undefined {
  const { privilege: role } = grant;
  const gives = Object.hasOwn(PREDEFINED_ROLES, role) ? PREDEFINED_ROLES[role]?.gives : "unknown";
  const from = databases.find((each) => databaseName(each) === grant.database);
  // Who may run programs or read files on a server has all of it.
  if (gives === "" && from?.server === database.server) return { grant };
  if (gives === undefined || grant.database !== databaseName(database)) return undefined;
  const verbs = VERBS_OF_MEMBERS[role];
  if (!verbs) return { grant, doubt: "of which nobody here can say what it lets do" };
  return verbs.includes(verb) ? { grant } : undefined;
}

/** A routine that runs as its owner does whatever its owner may: in a database that a DBA owns, it can be anybody's. */
function byRoutine(
  grant: Grant,
  { verb, object: { schema } }: Pick<NeverRule, "verb" | "object">,
  database: PostgresDatabaseDescription,
): Permit | undefined {
  if (grant.callersOnly || verb === "own") return undefined;
  const makers = makersIn(database, grant.schema ?? "*");
  const reached = ownersOf(database).filter(({ role }) => makers.includes(role));
  const isReached =
    database.imported || schema === undefined || reached.some(({ schemas }) => schemas.includes(schema));
  return isReached ? { grant, doubt: "as far as that runs as its owner" } : undefined;
}

/** What an extension lets everybody do is said nowhere. */
function byExtension(
  grant: Grant,
  { verb }: Pick<NeverRule, "verb">,
  { extensionSchemas = [] }: PostgresDatabaseDescription,
): Permit | undefined {
  const isOfExtension = grant.schema !== undefined && extensionSchemas.includes(grant.schema);
  return isOfExtension && verb !== "own"
    ? { grant, doubt: "where an extension may let everybody do it" }
    : undefined;
}

/** Whether a grant is on what a rule is about, or on something in it. */
function isWithin(
  grant: Grant,
  { schema, object, column }: ObjectName,
  { schemas, extensionSchemas = [], groups }: PostgresDatabaseDescription,
): boolean {
  if (schema === undefined) return true;
  const isLater = ![...schemas, ...extensionSchemas].includes(schema);
  if (grant.schema !== (isLater ? "*" : schema)) return false;
  if (object === undefined || grant.kind === "owner" || grant.kind === "schema") return true;
  if (grant.kind === "sequence" && grant.object === undefined) {
    const named = groups
      .flatMap(({ privileges }) => privileges.schemas)
      .filter((each) => each.schema === schema);
    return named.some(({ sequences }) => sequences.some(({ sequence }) => sequence === object));
  }
  if (grant.object !== undefined && grant.object !== object) return false;
  return column === undefined || grant.column === undefined || grant.column === column;
}
