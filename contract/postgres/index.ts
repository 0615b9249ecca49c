import type { BreakGlassDescription } from "../../constructs";
import type { CheckLists } from "../lists";
import { breakGlassClosed } from "./break-glass";
import type { DatabaseContext } from "./database-context";
import { leasesLeaveNoRole, leasesLeaveNothing } from "./leases-leave-nothing";
import { outsiderRefused, publicHasNothing } from "./outsider";
import { ownerMakesMoreObjects, ownerMakesObjects } from "./owner-makes-objects";
import { rolesAsDescribed } from "./roles-as-described";
import type { ServerContext } from "./server-context";
import { serverLogHoldsNoPassword } from "./server-log";

/** Checks of a PostgreSQL server. */
export const SERVER_CHECKS: CheckLists<ServerContext> = {
  beforeLeases: [rolesAsDescribed],
  afterLeases: [serverLogHoldsNoPassword, leasesLeaveNoRole],
};

/** Checks of a database. */
export const DATABASE_CHECKS: CheckLists<DatabaseContext> = {
  beforeLeases: [ownerMakesObjects],
  leasing: [ownerMakesMoreObjects],
  whileLeased: [outsiderRefused, publicHasNothing],
  afterLeases: [leasesLeaveNothing],
};

/** Checks of a break-glass role. */
export const BREAK_GLASS_CHECKS: CheckLists<BreakGlassDescription> = { whileLeased: [breakGlassClosed] };
