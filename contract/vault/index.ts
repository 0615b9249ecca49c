import type { AuditDeviceDescription } from "../../constructs";
import type { CheckLists } from "../lists";
import type { RoleContext } from "../postgres/role/role-context";
import type { StaticRoleContext } from "../postgres/static-role/static-role-context";
import { auditHoldsNoPassword, auditNamesWhoReadWhat } from "./audit";
import { auditDevicesAsDescribed } from "./audit-devices-as-described";
import { clustersAskedAsDescribed, issuersAsDescribed } from "./auth-configurations";
import { mountsAsDescribed } from "./mounts-as-described";
import { operatorPoliciesAsDescribed } from "./operator-policies";
import { vaultHoldsOnlyWhatIsDescribed } from "./storage-as-described";
import { passwordPoliciesAsDescribed } from "./password-policies";
import { holdsItsRateLimit, rateLimitAsDescribed } from "./rate-limit";
import { roleConfigurationAsDescribed } from "./role-configuration";
import { staticRoleConfigurationAsDescribed } from "./static-role-configuration";
import { transitKeysAsDescribed } from "./transit-keys";
import { issuesAfterASecondApply } from "./second-apply";

/** Checks of the stack as a whole. */
export const STACK_CHECKS: CheckLists<undefined> = {
  beforeLeases: [vaultHoldsOnlyWhatIsDescribed],
  oneByOne: [
    mountsAsDescribed,
    auditDevicesAsDescribed,
    clustersAskedAsDescribed,
    issuersAsDescribed,
    passwordPoliciesAsDescribed,
    transitKeysAsDescribed,
    operatorPoliciesAsDescribed,
  ],
  secondApply: [issuesAfterASecondApply],
};

/** Checks of a role as Vault has it. */
export const VAULT_ROLE_CHECKS: CheckLists<RoleContext> = {
  oneByOne: [roleConfigurationAsDescribed, rateLimitAsDescribed, holdsItsRateLimit],
};

/** Checks of a static role as Vault has it. */
export const VAULT_STATIC_ROLE_CHECKS: CheckLists<StaticRoleContext> = {
  oneByOne: [staticRoleConfigurationAsDescribed],
};

/** Checks of an audit device. */
export const AUDIT_DEVICE_CHECKS: CheckLists<AuditDeviceDescription> = {
  afterLeases: [auditNamesWhoReadWhat, auditHoldsNoPassword],
};
