import type { CheckLists } from "../../lists";
import { attributes } from "./attributes";
import { expiresWithoutVault } from "./expires-without-vault";
import { grantsAreExact } from "./grants";
import { leaseIssued } from "./lease-issued";
import { logsIn } from "./login";
import { memberOfGroupOnly } from "./membership";
import { otherDatabases } from "./other-databases";
import { passwordFollowsPolicy } from "./password-policy";
import { privilegeChecks } from "./privileges";
import { renewMovesExpiry, renewChangesNothingElse } from "./renewal";
import { revocationChecks } from "./revocation";
import type { RoleContext } from "./role-context";
import { useOfTypes } from "./types";

/** Checks of a Vault role whose leases are PostgreSQL roles. */
export const ROLE_CHECKS: CheckLists<RoleContext> = {
  leasing: [leaseIssued],
  whileLeased: [
    logsIn,
    grantsAreExact,
    privilegeChecks,
    useOfTypes,
    otherDatabases,
    expiresWithoutVault,
    passwordFollowsPolicy,
    attributes,
    memberOfGroupOnly,
    renewMovesExpiry,
    renewChangesNothingElse,
    revocationChecks,
  ],
};
