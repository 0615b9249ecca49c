import type { WayRound } from "../access-matrix";
import { OWNER } from "../kinds";
import { objectName } from "../object-names";
import { type FindWays, namesOf } from "./way";

interface Policy {
  readonly table: number;
  readonly name: string;
  readonly expression: string;
}

const POLICIES = `SELECT polrelid AS table, polname AS name,
    concat_ws(' ', pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) AS expression
  FROM pg_policy JOIN pg_class c ON c.oid = polrelid WHERE relrowsecurity ORDER BY polrelid, polname`;

const BY_SESSION_USER = /\bSESSION_USER\b/i;
const BY_CURRENT_USER = /\b(CURRENT_USER|CURRENT_ROLE|USER|getpgusername\(\))(?![\w"(])/i;

/** Rows that belong to a user belong to one lease: the next one is another user, unless both act as their group. */
export const policiesByUser: FindWays = async (surroundings) => {
  const found = (await surroundings.session.query(POLICIES)) as unknown as Policy[];
  return found.flatMap(({ table: oid, name, expression }): WayRound[] => {
    const isBySession = BY_SESSION_USER.test(expression);
    if (!isBySession && !BY_CURRENT_USER.test(expression)) return [];
    const table = surroundings.object("table", oid);
    const whose = surroundings.rows.filter(
      (row) =>
        table &&
        row.role.kind === "leased role" &&
        (isBySession || row.role.actsAs === undefined) &&
        surroundings.may(row, table).length,
    );
    if (!table || !whose.length) return [];
    const user = isBySession ? "session_user" : "current_user";
    return [
      {
        kind: "policy by user",
        object: `table ${objectName(table)}`,
        roles: namesOf(whose),
        leadsTo: `policy ${name} goes by ${user}, which is another one with each lease`,
        breaks: [],
      },
    ];
  });
};

/** Of an extension or an application: PostgreSQL's own have no dot. */
const BY_SETTING = /\bcurrent_setting\('([^']*\.[^']*)'/;

/** A setting of an application's is whatever its session says: who writes its own SQL reads everybody's rows. */
export const policiesBySetting: FindWays = async (surroundings) => {
  const found = (await surroundings.session.query(POLICIES)) as unknown as Policy[];
  return found.flatMap(({ table: oid, name, expression }): WayRound[] => {
    const [, setting] = BY_SETTING.exec(expression) ?? [];
    const table = surroundings.object("table", oid);
    if (setting === undefined || !table) return [];
    const whose = surroundings.rows.filter((row) => {
      const may = surroundings.may(row, table);
      return row.set && may.length && !may.includes(OWNER);
    });
    if (!whose.length) return [];
    return [
      {
        kind: "policy by setting",
        object: `table ${objectName(table)}`,
        roles: namesOf(whose),
        leadsTo: `policy ${name} goes by ${setting}, which every session sets as it likes`,
        breaks: [],
      },
    ];
  });
};
