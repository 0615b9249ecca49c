import type { AuditDeviceDescription, EngineDescription } from "../../constructs";
import type { CheckLists } from "../lists";
import { auditHoldsNoPassword, auditNamesWhoReadWhat } from "./audit";
import { leaseTtls } from "./engine";
import { operatorPoliciesAsDescribed } from "./operator-policies";
import { vaultHoldsOnlyWhatIsDescribed } from "./inventory";
import { issuesAfterASecondApply } from "./second-apply";

/** Checks of the stack as a whole. */
export const STACK_CHECKS: CheckLists<undefined> = {
  beforeLeases: [vaultHoldsOnlyWhatIsDescribed],
  whileLeased: [operatorPoliciesAsDescribed],
  secondApply: [issuesAfterASecondApply],
};

/** Checks of an engine. */
export const ENGINE_CHECKS: CheckLists<EngineDescription> = { whileLeased: [leaseTtls] };

/** Checks of an audit device. */
export const AUDIT_DEVICE_CHECKS: CheckLists<AuditDeviceDescription> = {
  afterLeases: [auditNamesWhoReadWhat, auditHoldsNoPassword],
};
