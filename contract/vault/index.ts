import type { AuditDeviceDescription } from "../../constructs";
import type { CheckLists } from "../lists";
import { auditHoldsNoPassword, auditNamesWhoReadWhat } from "./audit";
import { mountsAsDescribed } from "./mounts-as-described";
import { operatorPoliciesAsDescribed } from "./operator-policies";
import { vaultHoldsOnlyWhatIsDescribed } from "./storage-as-described";
import { issuesAfterASecondApply } from "./second-apply";

/** Checks of the stack as a whole. */
export const STACK_CHECKS: CheckLists<undefined> = {
  beforeLeases: [vaultHoldsOnlyWhatIsDescribed, mountsAsDescribed],
  whileLeased: [operatorPoliciesAsDescribed],
  secondApply: [issuesAfterASecondApply],
};

/** Checks of an audit device. */
export const AUDIT_DEVICE_CHECKS: CheckLists<AuditDeviceDescription> = {
  afterLeases: [auditNamesWhoReadWhat, auditHoldsNoPassword],
};
