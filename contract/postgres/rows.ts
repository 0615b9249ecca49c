import { quotedText } from "../../constructs/postgres/statements/quoted";
import type { Session } from "../../clients/postgres-session";
import { difference } from "../difference";
import { type Catalog, nameOfObject } from "./catalogs";

/** What autovacuum gathers now and then, whatever anybody does. */
const STATISTICS = /^pg_statistic(_ext_data)?$/;

/** By table, how many rows it has, and in words those that were written since. */
export type Rows = Readonly<Record<string, { readonly count: number; readonly written: readonly string[] }>>;

/** The next transaction that writes. */
export async function nextTransaction(session: Session): Promise<string> {
  const [row] = await session.query(
    "SELECT pg_catalog.pg_snapshot_xmax(pg_catalog.pg_current_snapshot())::text AS next",
  );
  return String(row?.next);
}

/**
 * What tables hold.
 *
 * @param transaction the first whose rows are told
 */
export async function rowsSince(
  session: Session,
  catalogs: readonly Pick<Catalog, "name" | "rows" | "line" | "address">[],
  transaction: string,
): Promise<Rows> {
  const isNew = `age(t.xmin) <= age('${transaction}'::xid)`;
  const selects = catalogs
    .filter(({ name }) => !STATISTICS.test(name))
    .map(({ name, rows, line, address }) => {
      const { catalog = "NULL", id = "NULL" } = line ? {} : (address ?? {});
      const text = line ?? (address ? "NULL" : quotedText(`a row of ${name}`));
      return `SELECT ${quotedText(name)} AS name, count(*)::int AS count, (${catalog})::oid AS catalog,
        array_agg((${id})::oid) FILTER (WHERE ${isNew}) AS ids, array_agg((${text})::text) FILTER (WHERE ${isNew}) AS lines FROM ${rows}`;
    });
  const found = await session.query(
    `SELECT name, count, CASE WHEN catalog IS NULL THEN coalesce(lines, '{}')
       ELSE ARRAY(SELECT ${nameOfObject("catalog, id, 0")} FROM unnest(ids) id) END AS written
     FROM (${selects.join(" UNION ALL ")}) tables`,
  );
  return Object.fromEntries(found.map(({ name, ...each }) => [name, each])) as Rows;
}

/**
 * What is otherwise than a step may leave it, in words.
 *
 * @param expected by catalog, the rows that it writes
 * @param areNew whether it makes them
 */
export function otherChanges(
  before: Rows,
  after: Rows,
  expected: Readonly<Record<string, readonly string[]>>,
  areNew: boolean,
): string[] {
  const changes = Object.entries(after).flatMap(([catalog, { count, written }]) => {
    const differences = difference(expected[catalog] ?? [], written);
    if (differences.length) return differences;
    const more = count - (before[catalog]?.count ?? 0) - (areNew ? written.length : 0);
    return more ? [`${catalog} has ${inRows(Math.abs(more))} ${more > 0 ? "more" : "fewer"}`] : [];
  });
  const whole = changes.filter((change) => !PARTS.test(change));
  return whole.length ? whole : changes;
}

/** What says nothing more where the object is told that it is a part of. */
const PARTS = /: (a row of|toast table|index pg_toast)/;

const inRows = (count: number) => `${count} ${count === 1 ? "row" : "rows"}`;
