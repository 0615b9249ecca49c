import type { Session } from "../../../../clients/postgres-session";
import type { WayRound } from "../access-matrix";
import type { DatabaseObject } from "../objects";
import type { FilledRow } from "../rows";
import { attributes } from "./attributes";
import { leftToPublic } from "./left-to-public";
import { memberships } from "./memberships";
import { parentsOfTables } from "./parents";
import { policiesBySetting, policiesByUser } from "./policies";
import { securityDefinerRoutines } from "./security-definer";
import { userMappings } from "./user-mappings";
import { viewsWithOwnersRights } from "./views";
import { type FindWays, Surroundings } from "./way";

const KINDS: readonly FindWays[] = [
  securityDefinerRoutines,
  viewsWithOwnersRights,
  parentsOfTables,
  policiesByUser,
  policiesBySetting,
  leftToPublic,
  userMappings,
  attributes,
  memberships,
];

/** Every way to something that no grant on it shows. */
export async function waysRound(
  session: Session,
  objects: readonly DatabaseObject[],
  rows: readonly FilledRow[],
  version: number,
): Promise<WayRound[]> {
  await session.query("SET search_path = pg_catalog; SET jit = off");
  const surroundings = new Surroundings(session, objects, rows, version);
  const found: WayRound[] = [];
  for (const find of KINDS) found.push(...(await find(surroundings)));
  return found;
}
