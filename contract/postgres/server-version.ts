import type { PostgresServer } from "../deployment";

/** The first version whose memberships need not let anybody SET ROLE, nor inherit. */
export const SET_OPTION = 16;

/** The first version that has the privilege MAINTAIN. */
export const MAINTAIN = 17;

/** Of `18.4`, 18. */
export function majorVersion({ version }: Pick<PostgresServer, "version">): number {
  return Number.parseInt(version, 10);
}
