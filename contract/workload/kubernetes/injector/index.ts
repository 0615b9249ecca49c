import type { Check } from "../../../check";
import type { Context } from "../../../context";
import type { CheckLists } from "../../../lists";
import { writtenCredentialsLogIn } from "../../agent/credentials-log-in";
import { followsRotations } from "../../agent/follows-rotations";
import { renews } from "../../agent/renews";
import { replacesWhatIsRevoked } from "../../agent/replaces-what-is-revoked";
import { issuesNoUsersWithoutEnd } from "../../agent/users-without-end";
import { writesItsFiles } from "../../agent/writes-its-files";
import { jobEndsBeforeItsCredential } from "./job-ends";
import { issuesOneUserForAPod } from "./one-user";
import type { PodContext } from "./pod-context";
import { revokesWhenPodEnds } from "./revokes";

/** Checks of pods that an injector gives agents. */
export const POD_CHECKS: CheckLists<PodContext> = {
  whileLeased: [
    writesItsFiles,
    issuesOneUserForAPod,
    writtenCredentialsLogIn,
    jobEndsBeforeItsCredential,
    beside(renews),
    beside(issuesNoUsersWithoutEnd),
    beside(replacesWhatIsRevoked),
    beside(revokesWhenPodEnds),
  ],
  afterRotations: [beside(followsRotations)],
};

/** A check of the agent that is there as long as the pod is, if there is one. */
function beside(check: (context: Context, pod: PodContext) => Check | Check[]) {
  return (context: Context, pod: PodContext): Check | Check[] =>
    pod.hasAgentBeside ? check(context, pod) : [];
}
