import { PUBLIC } from "../granted";
import { type FindWays, namesOf } from "./way";

interface Mapping {
  readonly user: string;
  readonly server: string;
  readonly wrapper: string;
}

/** What they log in with elsewhere is nobody's business here. */
const MAPPINGS = `SELECT CASE umuser WHEN 0 THEN '${PUBLIC}' ELSE usename END AS user, m.srvname AS server, fdwname AS wrapper
  FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid JOIN pg_foreign_data_wrapper w ON w.oid = srvfdw
  ORDER BY 2, 1`;

/** Who reads foreign tables does it as somebody else on another server. */
export const userMappings: FindWays = async ({ session, rows }) => {
  const found = (await session.query(MAPPINGS)) as unknown as Mapping[];
  return found.flatMap(({ user, server, wrapper }) => {
    const whose = rows.filter(({ role, names }) =>
      user === PUBLIC ? role.kind !== "PUBLIC" : names.includes(user),
    );
    if (!whose.length) return [];
    return [
      {
        kind: "user mapping" as const,
        object: `server ${server}`,
        roles: user === PUBLIC ? ["PUBLIC"] : namesOf(whose),
        leadsTo: `logs in there, by ${wrapper}, as whom the mapping of ${user === PUBLIC ? "PUBLIC" : user} says`,
        breaks: [],
      },
    ];
  });
};
