import type { CheckLists } from "../../lists";
import { roleAccessAsDescribed } from "../access-as-described";
import { logsIn } from "../role/login";
import { passwordFollowsPolicy } from "../role/password-policy";
import { privilegeChecks } from "../role/privileges";
import { sessionsAsSet } from "../role/sessions-as-set";
import { useOfTypes } from "../role/types";
import { credentialRead } from "./credential-read";
import { rotationChangesPassword } from "./rotation";
import type { StaticRoleContext } from "./static-role-context";

/** Checks of a static role whose user is a PostgreSQL login. */
export const STATIC_ROLE_CHECKS: CheckLists<StaticRoleContext> = {
  leasing: [credentialRead, roleAccessAsDescribed],
  whileLeased: [logsIn, sessionsAsSet, privilegeChecks, useOfTypes, passwordFollowsPolicy],
  // Nobody else reads a credential then, and logs in a moment later.
  afterLeases: [rotationChangesPassword],
};
