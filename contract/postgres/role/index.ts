import type { CheckLists } from "../../lists";
import { roleAccessAsDescribed } from "../access-as-described";
import { expiresWithoutVault } from "./expires-without-vault";
import { leaseIssued } from "./lease-issued";
import { logsIn } from "./login";
import { passwordFollowsPolicy } from "./password-policy";
import { privilegeChecks } from "./privileges";
import { renewMovesExpiry } from "./renewal";
import { revocationChecks } from "./revocation";
import type { RoleContext } from "./role-context";
import { useOfTypes } from "./types";

/** Checks of a Vault role whose leases are PostgreSQL roles. */
export const ROLE_CHECKS: CheckLists<RoleContext> = {
  leasing: [leaseIssued, roleAccessAsDescribed],
  whileLeased: [
    logsIn,
    privilegeChecks,
    useOfTypes,
    expiresWithoutVault,
    passwordFollowsPolicy,
    renewMovesExpiry,
    revocationChecks,
  ],
};
