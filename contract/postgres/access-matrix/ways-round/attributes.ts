import type { WayRound } from "../access-matrix";
import { type FindWays, namesOf } from "./way";

const ATTRIBUTES = {
  SUPERUSER: "rolsuper",
  BYPASSRLS: "rolbypassrls",
  CREATEROLE: "rolcreaterole",
  CREATEDB: "rolcreatedb",
  REPLICATION: "rolreplication",
};

/** Attributes let somebody past all privileges. No membership gives them, but who can act as a role has them then. */
export const attributes: FindWays = async (surroundings) => {
  const { session, rows } = surroundings;
  const users = rows.filter(({ role }) => role.kind !== "PUBLIC").map(({ names }) => names[0]);
  const columns = Object.entries(ATTRIBUTES).map(([name, column]) => `('${name}', ${column})`);
  const found = await session.query(
    `SELECT rolname AS holder, attribute, ARRAY(
       SELECT name FROM unnest($1::name[]) name WHERE ${surroundings.isMemberSql})::text[] AS users
     FROM pg_roles r, LATERAL (VALUES ${columns.join(", ")}) a(attribute, is_set) WHERE is_set ORDER BY 1, 2`,
    [users],
  );
  return found.flatMap(({ holder, attribute, users: whose }): WayRound[] => {
    const own = rows.filter(({ names: [name = ""] }) => (whose as string[]).includes(name));
    if (!own.length) return [];
    return [
      {
        kind: "attribute",
        object: `role ${holder}`,
        roles: namesOf(own),
        leadsTo: String(attribute),
        breaks: namesOf(own.filter(({ set }) => set)),
      },
    ];
  });
};
