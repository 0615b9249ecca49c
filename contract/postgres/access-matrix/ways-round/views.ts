import type { WayRound } from "../access-matrix";
import { objectName } from "../object-names";
import type { DatabaseObject } from "../objects";
import type { FilledRow } from "../rows";
import { PUBLIC } from "../granted";
import { OWNER } from "../kinds";
import type { FindWays, Surroundings } from "./way";

interface Reached {
  readonly view: number;
  readonly table: number;
  readonly name: string;
  /** Whether row security of the table spares the view's owner, and nobody else who reads it. */
  readonly sparesOwner: boolean;
}

/** PostgreSQL writes down no dependency on what it brings along itself, which have OIDs below. */
const FIRST_OWN_OID = 16384;

/** From views whose own rights are not its reader's, through others, to tables, and to catalogs that not everybody reads. */
const REACHED = `WITH RECURSIVE used AS (
    SELECT ev_class, refobjid FROM pg_rewrite r
    JOIN pg_depend ON (classid, objid, refclassid) = ('pg_rewrite'::regclass, r.oid, 'pg_class'::regclass)
    UNION SELECT ev_class, found[1]::oid FROM pg_rewrite, regexp_matches(ev_action::text, ':relid ([0-9]+)', 'g') found
    WHERE ev_class = ANY ($1::oid[]) AND found[1]::oid < ${FIRST_OWN_OID}),
  direct AS (
    SELECT DISTINCT ev_class AS view, v.relowner AS owner, refobjid AS relation, t.relkind AS kind
    FROM used JOIN pg_class v ON v.oid = ev_class JOIN pg_class t ON t.oid = refobjid
    WHERE ev_class = ANY ($1::oid[]) AND refobjid <> ev_class AND t.relkind IN ('r', 'p', 'v', 'm', 'f')
      AND NOT EXISTS (SELECT FROM pg_options_to_table(v.reloptions)
        WHERE option_name = 'security_invoker' AND option_value::boolean)),
  reached AS (SELECT view, owner, relation, kind FROM direct
    UNION SELECT reached.view, direct.owner, direct.relation, direct.kind FROM reached JOIN direct ON direct.view = reached.relation)
  SELECT view, relation AS table, relation::regclass::text AS name, bool_or(relrowsecurity AND (NOT relforcerowsecurity AND pg_has_role(owner, relowner, 'USAGE')
    OR rolbypassrls OR rolsuper)) AS "sparesOwner"
  FROM reached JOIN pg_class c ON c.oid = relation JOIN pg_roles o ON o.oid = owner
  WHERE CASE c.relnamespace WHEN 'pg_catalog'::regnamespace THEN NOT has_table_privilege('${PUBLIC}', c.oid, 'SELECT') ELSE kind <> 'v' END
  GROUP BY 1, 2, 3`;

/** Views read, and materialized views have read, by the rights of their owner what their reader may not read itself. */
export const viewsWithOwnersRights: FindWays = async (surroundings) => {
  const { session, objects } = surroundings;
  const views = objects.filter(({ kind }) => kind === "view" || kind === "materialized view");
  if (!views.length) return [];
  const reached = (await session.query(REACHED, [views.map(({ oid }) => oid)])) as unknown as Reached[];
  return views.flatMap((view) => {
    const own = reached.filter((each) => each.view === view.oid);
    return own.length ? waysThrough(surroundings, view, own) : [];
  });
};

/** Readers who get at the same through a view, together. */
function waysThrough(
  surroundings: Surroundings,
  view: DatabaseObject,
  reached: readonly Reached[],
): WayRound[] {
  const readers = new Map<string, string[]>();
  for (const row of surroundings.rows) {
    if (!surroundings.isReader(row, view) || row.names.includes(view.owner)) continue;
    const words = leadsTo(surroundings, row, view, reached);
    if (words) readers.set(words, [...(readers.get(words) ?? []), row.role.name]);
  }
  return [...readers].map(([words, roles]) => ({
    kind: "view with its owner's rights",
    object: `${view.kind} ${objectName(view)}`,
    roles,
    leadsTo: words,
    breaks: [],
  }));
}

function leadsTo(
  surroundings: Surroundings,
  row: FilledRow,
  { owner }: DatabaseObject,
  reached: readonly Reached[],
): string {
  const may = ({ table }: Reached) => surroundings.may(row, { kind: "table", oid: table });
  const names = (tables: readonly Reached[]) =>
    tables.map(({ table, name }) => nameOf(surroundings.object("table", table)) ?? name).sort();
  const hidden = reached.filter((each) => !may(each).includes("SELECT"));
  const filtered = reached.filter(
    (each) => each.sparesOwner && may(each).includes("SELECT") && !may(each).includes(OWNER),
  );
  return [
    ...(hidden.length ? [`reads ${names(hidden).join(", ")} as ${owner}`] : []),
    ...(filtered.length ? [`reads ${names(filtered).join(", ")} past its row security, as ${owner}`] : []),
  ].join(", and ");
}

const nameOf = (object: DatabaseObject | undefined) => object && objectName(object);
