import type { PrivilegesDescription } from "../../../../constructs";
import { AFTER, BEFORE } from "../../probe-names";
import type { WayRound } from "../access-matrix";
import { isNamed } from "../described-access";
import { objectName } from "../object-names";
import type { DatabaseObject } from "../objects";
import { type FindWays, isWriting, namesOf } from "./way";

interface Definer {
  readonly oid: number;
  readonly owner: string;
  readonly isSuperuser: boolean;
  readonly writes: boolean;
  readonly hasSearchPath: boolean;
}

const DEFINERS = `SELECT p.oid, rolname AS owner, rolsuper AS "isSuperuser",
    coalesce(array_to_string(proconfig, ',') ~ '(^|,)search_path=', false) AS "hasSearchPath",
    rolsuper OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE relkind IN ('r', 'p') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        AND has_table_privilege(proowner, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')) AS writes
  FROM pg_proc p JOIN pg_roles r ON r.oid = proowner WHERE prosecdef AND p.oid = ANY ($1::oid[])`;

/** Routines that run as their owner, whoever calls them. A set that doesn't write must not call one whose owner does. */
export const securityDefinerRoutines: FindWays = async (surroundings) => {
  const { session, objects, rows } = surroundings;
  const callable = objects.filter((object) => object.isCallable && !isOfContract(object));
  const found = await session.query(DEFINERS, [callable.map(({ oid }) => oid)]);
  return (found as unknown as Definer[]).flatMap((definer): WayRound[] => {
    const object = surroundings.object("function", definer.oid)!;
    const callers = rows.filter(
      (row) => surroundings.may(row, object).includes("EXECUTE") && !row.names.includes(definer.owner),
    );
    if (!callers.length) return [];
    const breaks = callers.filter(({ set }) => set && !isWriting(set) && !isMeant(set, object));
    return [
      {
        kind: "SECURITY DEFINER routine",
        object: `${object.kind} ${objectName(object)}`,
        roles: namesOf(callers),
        leadsTo: leadsTo(definer),
        breaks: definer.writes && object.extension === undefined ? namesOf(breaks) : [],
      },
    ];
  });
};

/** What is there for sets to be tried on. */
function isOfContract({ name }: DatabaseObject): boolean {
  return new RegExp(`^(${BEFORE}|${AFTER})(_\\d+)?_definer\\(\\)$`).test(name);
}

/** Whether a set says that it calls it knowingly. */
function isMeant({ schemas }: PrivilegesDescription, routine: DatabaseObject): boolean {
  const set = schemas.find(({ schema }) => schema === routine.schema);
  return set !== undefined && (set.definers.includes("*") || isNamed(set, routine));
}

function leadsTo({ owner, isSuperuser, writes, hasSearchPath }: Definer): string {
  const who = isSuperuser ? `${owner}, a superuser` : `${owner}${writes ? ", who may write" : ""}`;
  return `runs as ${who}${hasSearchPath ? "" : ", with its caller's search_path"}`;
}
