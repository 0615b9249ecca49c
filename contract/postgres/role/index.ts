import type { CheckLists } from "../../lists";
import { roleAccessAsDescribed } from "../access-as-described";
import { connectionLimitHolds } from "./connection-limit";
import { expiresWithoutVault } from "./expires-without-vault";
import { leaseIssued } from "./lease-issued";
import { logsIn } from "./login";
import { nextLeaseReads } from "./next-lease";
import { passwordFollowsPolicy } from "./password-policy";
import { privilegeChecks } from "./privileges";
import { renewMovesExpiry } from "./renewal";
import { revocationChecks } from "./revocation";
import type { RoleContext } from "./role-context";
import { sessionsAsSet } from "./sessions-as-set";
import { staysItself } from "./stays-itself";
import { useOfTypes } from "./types";

/** Checks of a Vault role whose leases are PostgreSQL roles. */
export const ROLE_CHECKS: CheckLists<RoleContext> = {
  leasing: [leaseIssued, roleAccessAsDescribed],
  whileLeased: [
    logsIn,
    sessionsAsSet,
    privilegeChecks,
    staysItself,
    useOfTypes,
    connectionLimitHolds,
    nextLeaseReads,
    expiresWithoutVault,
    passwordFollowsPolicy,
    renewMovesExpiry,
    revocationChecks,
  ],
};
