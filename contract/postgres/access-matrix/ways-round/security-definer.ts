import type { PrivilegesDescription } from "../../../../constructs";
import { partsOf } from "../../more-than-caller";
import { AFTER, BEFORE } from "../../probe-names";
import type { WayRound } from "../access-matrix";
import { isNamed } from "../described-access";
import { FAMILY } from "../kinds";
import { objectName } from "../object-names";
import type { DatabaseObject } from "../objects";
import type { FilledRow } from "../rows";
import { type FindWays, isWriting, namesOf } from "./way";

interface Definer {
  readonly oid: number;
  readonly owner: string;
  readonly isSuperuser: boolean;
  readonly writes: boolean;
  readonly hasSearchPath: boolean;
  readonly isTrigger: boolean;
}

/** What a role needs to write somewhere, be it by a file or by a role that it makes. */
const WRITES = `rolsuper OR rolcreaterole OR pg_has_role(r.oid, 'pg_write_server_files', 'USAGE')
    OR pg_has_role(r.oid, 'pg_execute_server_program', 'USAGE')
    OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE (relkind IN ('r', 'p', 'f') OR relkind = 'v' AND relowner <> r.oid)
        AND nspname !~ '^pg_' AND nspname <> 'information_schema'
        AND (has_table_privilege(r.oid, c.oid, 'DELETE, TRUNCATE') OR has_any_column_privilege(r.oid, c.oid, 'INSERT, UPDATE')))`;

/** Routines that run as their owner, and aggregates of them. Their owner may call others, and writes when one of these does. */
const DEFINERS = `WITH RECURSIVE
  own AS (SELECT * FROM pg_proc p WHERE prosecdef AND NOT EXISTS (
    SELECT FROM pg_depend WHERE (classid, objid, deptype) = ('pg_proc'::regclass, p.oid, 'e'))),
  acts AS (SELECT proowner AS owner, proowner AS role FROM pg_proc WHERE prosecdef
    UNION SELECT acts.owner, proowner FROM acts JOIN own ON has_function_privilege(role, own.oid, 'EXECUTE')),
  writers AS MATERIALIZED (SELECT oid FROM pg_roles r WHERE oid IN (SELECT role FROM acts) AND (${WRITES}))
  SELECT DISTINCT p.oid, rolname AS owner, rolsuper AS "isSuperuser", run.prorettype = 'trigger'::regtype AS "isTrigger",
    coalesce(array_to_string(run.proconfig, ',') ~ '(^|,)search_path=', false) AS "hasSearchPath",
    EXISTS (SELECT FROM acts WHERE acts.owner = r.oid AND role IN (SELECT oid FROM writers)) AS writes
  FROM unnest($1::oid[]) p(oid), LATERAL (SELECT p.oid AS part UNION ALL ${partsOf("p")}) parts
  JOIN pg_proc run ON run.oid = part JOIN pg_roles r ON r.oid = run.proowner
  WHERE run.prosecdef AND run.prorettype NOT IN ('event_trigger'::regtype, 'internal'::regtype)
  ORDER BY 1, 2`;

/** Routines that run as their owner, whoever calls them. A set that doesn't write must not call one whose owner does. */
export const securityDefinerRoutines: FindWays = async (surroundings) => {
  const { session, objects, rows } = surroundings;
  const routines = objects.filter((object) => FAMILY[object.kind] === "function" && !isOfContract(object));
  const found = (await session.query(DEFINERS, [routines.map(({ oid }) => oid)])) as unknown as Definer[];
  const inOrder = routines.flatMap(({ oid }) => found.filter((definer) => definer.oid === oid));
  return inOrder.flatMap((definer): WayRound[] => {
    const object = surroundings.object("function", definer.oid)!;
    const callers = rows.filter(
      (row) =>
        surroundings.may(row, object).includes("EXECUTE") &&
        !row.names.includes(definer.owner) &&
        (!definer.isTrigger || makesTriggers(row)),
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

/** Whoever has a table that it may put a trigger on, such as a temporary one, calls what runs for triggers. */
function makesTriggers({ access }: FilledRow): boolean {
  return access.cells.some(({ may }) => may.some((each) => ["TEMPORARY", "TRIGGER"].includes(each)));
}

/** What is there for sets to be tried on. */
function isOfContract({ name }: DatabaseObject): boolean {
  return new RegExp(`^(${BEFORE}|${AFTER})(_\\d+)?_definer\\(\\)$`).test(name);
}

/** Whether a set says that it calls it knowingly. */
function isMeant({ schemas }: PrivilegesDescription, routine: DatabaseObject): boolean {
  const set = schemas.find(({ schema }) => schema === routine.schema);
  return set !== undefined && (set.definers.includes("*") || isNamed(set, routine));
}

function leadsTo({ owner, isSuperuser, writes, hasSearchPath, isTrigger }: Definer): string {
  // What 64 issuers have, each of its own, is told once.
  const name = owner.replace(/_issuer_\d+$/, "_issuer_…");
  const who = isSuperuser ? `${owner}, a superuser` : `${name}${writes ? ", who may write" : ""}`;
  const how = isTrigger ? ", by a trigger on a table of its caller's," : "";
  return `runs${how} as ${who}${hasSearchPath ? "" : ", with its caller's search_path"}`;
}
