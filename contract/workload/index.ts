import type { CheckLists } from "../lists";
import { encryptsAndDecrypts, usesNoKeyOtherwise } from "./encryption";
import { leaseDiesWithToken } from "./lease-dies-with-token";
import { leasesOfOthers } from "./leases-of-others";
import { loginRoleAsDescribed } from "./login-role";
import {
  makesLoginMaterial,
  makesLoginMaterialOnlyWrapped,
  makesNoOtherLoginMaterial,
} from "./makes-login-material";
import { otherRoles } from "./other-roles";
import { policyAsDescribed } from "./policy-as-described";
import { refusedLogins } from "./refused-logins";
import { ownToken } from "./token";
import { useOfCredentials, useOfCredentialsElsewhere, useOfStaticCredentials } from "./use-credential";
import type { WorkloadContext } from "./workload-context";
import { worksOnStacks } from "./works-on-stacks";

/** Checks of a workload. */
export const WORKLOAD_CHECKS: CheckLists<WorkloadContext> = {
  oneByOne: [
    ownToken,
    loginRoleAsDescribed,
    refusedLogins,
    policyAsDescribed,
    makesLoginMaterial,
    makesLoginMaterialOnlyWrapped,
    makesNoOtherLoginMaterial,
    encryptsAndDecrypts,
    usesNoKeyOtherwise,
    worksOnStacks,
  ],
  whileLeased: [
    useOfCredentials,
    useOfStaticCredentials,
    useOfCredentialsElsewhere,
    otherRoles,
    leasesOfOthers,
    leaseDiesWithToken,
  ],
};
