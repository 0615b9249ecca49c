import type { CheckLists } from "../lists";
import { leaseDiesWithToken } from "./lease-dies-with-token";
import { leasesOfOthers } from "./leases-of-others";
import { loginRoleAsDescribed } from "./login-role";
import { otherRoles } from "./other-roles";
import { policyAsDescribed } from "./policy-as-described";
import { refusedLogins } from "./refused-logins";
import { serviceToken } from "./service-token";
import { ownToken } from "./token";
import { useOfCredentials } from "./use-credential";
import type { WorkloadContext } from "./workload-context";

/** Checks of a workload. */
export const WORKLOAD_CHECKS: CheckLists<WorkloadContext> = {
  whileLeased: [
    ownToken,
    serviceToken,
    loginRoleAsDescribed,
    refusedLogins,
    useOfCredentials,
    otherRoles,
    leasesOfOthers,
    policyAsDescribed,
    leaseDiesWithToken,
  ],
};
