import { grouped } from "../../../grouped";
import type { WayRound } from "../access-matrix";
import { PUBLIC } from "../granted";
import { objectsInWords } from "../object-names";
import type { DatabaseObject } from "../objects";
import type { FindWays } from "./way";

const OTHER_DATABASES = `SELECT datname AS name,
    array_remove(ARRAY['CONNECT', CASE WHEN has_database_privilege('${PUBLIC}', oid, 'TEMPORARY') THEN 'TEMPORARY' END], NULL) AS privileges
  FROM pg_database WHERE datallowconn AND datname <> current_database() AND has_database_privilege('${PUBLIC}', oid, 'CONNECT')
  ORDER BY datname`;

/** What privileges are granted on and no role of Vault's is described to have: whoever may use it makes a way to a server of its own. */
const ELSEWHERE = `SELECT 'foreign server ' || srvname AS name FROM pg_foreign_server WHERE has_server_privilege('${PUBLIC}', oid, 'USAGE')
  UNION ALL SELECT 'foreign-data wrapper ' || fdwname FROM pg_foreign_data_wrapper
  WHERE has_foreign_data_wrapper_privilege('${PUBLIC}', oid, 'USAGE') ORDER BY 1`;

/** What everybody may do, whoever it is: in this database, and in others that everybody enters. */
export const leftToPublic: FindWays = async ({ session, objects, rows }) => {
  const everybody = rows.find(({ role }) => role.kind === "PUBLIC");
  const left = objects.flatMap((object, index) => {
    const { may = [], columns = [] } = everybody?.access.cells[index] ?? {};
    const ofColumns = columns.map(({ privilege, columns: names }) => `${privilege} (${names.join(", ")})`);
    const privileges = [...may, ...ofColumns].join(", ");
    return privileges ? [{ object, privileges }] : [];
  });
  const others = await session.query(OTHER_DATABASES);
  const elsewhere = await session.query(ELSEWHERE);
  const way = (object: string, leadsTo: string): WayRound => ({
    kind: "left to PUBLIC",
    object,
    roles: ["PUBLIC"],
    leadsTo,
    breaks: [],
  });
  return [
    ...grouped(left, ({ privileges }) => privileges).flatMap((alike) => {
      const [{ privileges }] = alike;
      const own = alike.map(({ object }) => object);
      return [
        ...objectsInWords(own.filter(({ extension }) => !extension)).map((each) => way(each, privileges)),
        ...extensionsOf(own).map((each) => way(`extension ${each}`, `${privileges} on what it brings`)),
      ];
    }),
    ...elsewhere.map(({ name }) => way(String(name), "USAGE")),
    ...others.map(({ name, privileges }) => way(`database ${name}`, (privileges as string[]).join(", "))),
  ];
};

function extensionsOf(objects: readonly DatabaseObject[]): string[] {
  return [...new Set(objects.flatMap(({ extension }) => extension ?? []))].sort();
}
