import type { WayRound } from "../access-matrix";
import { grouped } from "../../../grouped";
import { OWNER } from "../kinds";
import { objectName, objectsInWords } from "../object-names";
import type { DatabaseObject } from "../objects";
import type { FilledRow } from "../rows";
import type { FindWays, Surroundings } from "./way";

interface Child {
  readonly parent: number;
  readonly child: number;
  readonly isPartition: boolean;
  readonly hasRowSecurity: boolean;
}

const CHILDREN = `WITH RECURSIVE below AS (SELECT inhparent AS parent, inhrelid AS child FROM pg_inherits
    UNION SELECT parent, inhrelid FROM below JOIN pg_inherits ON inhparent = child)
  SELECT parent, child, relispartition AS "isPartition", relrowsecurity AS "hasRowSecurity"
  FROM below JOIN pg_class c ON c.oid = child WHERE relkind IN ('r', 'p', 'f') ORDER BY parent, child`;

/** Whoever asks a table is asked nothing about those below it: neither their privileges count, nor their row security. */
export const parentsOfTables: FindWays = async (surroundings) => {
  const found = (await surroundings.session.query(CHILDREN)) as unknown as Child[];
  return grouped(found, ({ parent }) => String(parent)).flatMap((children) => {
    const parent = surroundings.object("table", children[0].parent);
    return parent ? waysThrough(surroundings, parent, children) : [];
  });
};

/** Rows that get at the same through a table, together. */
function waysThrough(
  surroundings: Surroundings,
  parent: DatabaseObject,
  children: readonly Child[],
): WayRound[] {
  const ways = surroundings.rows
    .map((row) => ({ row, leadsTo: leadsTo(surroundings, row, parent, children) }))
    .filter((way) => way.leadsTo);
  return grouped(ways, (way) => way.leadsTo).map((alike) => ({
    kind: "parent of other tables",
    object: `${parent.kind} ${objectName(parent)}`,
    roles: alike.map(({ row }) => row.role.name),
    leadsTo: alike[0].leadsTo,
    breaks: [],
  }));
}

function leadsTo(
  surroundings: Surroundings,
  row: FilledRow,
  parent: DatabaseObject,
  children: readonly Child[],
): string {
  const more: { object: DatabaseObject; what: string }[] = [];
  for (const { child, isPartition, hasRowSecurity } of children) {
    const object = surroundings.object("table", child);
    if (!object) continue;
    const own = surroundings.may(row, object);
    const reached = ["SELECT", ...(isPartition ? ["INSERT"] : []), "UPDATE", "DELETE"].filter((privilege) =>
      surroundings.may(row, parent).includes(privilege),
    );
    const privileges = reached.filter((privilege) => !own.includes(privilege));
    if (privileges.length) more.push({ object, what: privileges.join(", ") });
    else if (reached.length && hasRowSecurity && !own.includes(OWNER))
      more.push({ object, what: "past row security" });
  }
  return grouped(more, ({ what }) => what)
    .map((alike) => `${alike[0].what} on ${objectsInWords(alike.map(({ object }) => object)).join(", ")}`)
    .join("; ");
}
