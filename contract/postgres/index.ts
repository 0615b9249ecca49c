import type { CheckLists } from "../lists";
import { objectsBelongToOwner } from "./access-as-described";
import type { DatabaseContext } from "./database-context";
import {
  databaseHoldsOnlyWhatIsDescribed,
  leasesLeaveNothing,
  serverHoldsOnlyWhatIsDescribed,
} from "./holds-only-what-is-described";
import { noWayOut } from "./issuance/no-way-out";
import { noWayRound } from "./no-way-round";
import { othersAreRefused } from "./others-are-refused";
import { keepersGoOn, losersAreRefused, scriptStopsForNewcomers } from "./kept-access";
import { ownerMakesMoreObjects, ownerMakesObjects } from "./owner-makes-objects";
import { revocationGivesUpInTime } from "./role/revocation-while-locked";
import { stepsChangeNothingElse } from "./role/steps";
import { pairsChangeInTurn } from "./static-role/pair";
import { rotationsChangeNothingElse } from "./static-role/rotation";
import type { ServerContext } from "./server-context";
import { serverLogHoldsNoPassword } from "./server-log";

/** Checks of a PostgreSQL server. */
export const SERVER_CHECKS: CheckLists<ServerContext> = {
  beforeLeases: [serverHoldsOnlyWhatIsDescribed],
  oneByOne: [stepsChangeNothingElse, rotationsChangeNothingElse, pairsChangeInTurn, revocationGivesUpInTime],
  afterLeases: [serverLogHoldsNoPassword, leasesLeaveNothing],
};

/** Checks of a database. */
export const DATABASE_CHECKS: CheckLists<DatabaseContext> = {
  beforeLeases: [
    databaseHoldsOnlyWhatIsDescribed,
    scriptStopsForNewcomers,
    losersAreRefused,
    othersAreRefused,
    ownerMakesObjects,
  ],
  leasing: [ownerMakesMoreObjects, objectsBelongToOwner, noWayRound, noWayOut, keepersGoOn],
};
