import type { CheckLists } from "../../lists";
import type { AgentContext } from "./agent-context";
import type { AppRoleAgentContext } from "./approle-agent-context";
import { writtenCredentialsLogIn } from "./credentials-log-in";
import { endsWithoutLogin } from "./ends-without-login";
import { followsRotations } from "./follows-rotations";
import { outlivesFailures } from "./outlives-failures";
import { renews } from "./renews";
import { replacesWhatIsRevoked } from "./replaces-what-is-revoked";
import { issuesFewUsersInAnOutage, issuesNoUsersWithoutEnd } from "./users-without-end";
import { writesItsFiles } from "./writes-its-files";

/** Checks of an agent that finds everything as it should be. */
export const AGENT_CHECKS: CheckLists<AgentContext> = {
  whileLeased: [
    writesItsFiles,
    writtenCredentialsLogIn,
    renews,
    issuesNoUsersWithoutEnd,
    replacesWhatIsRevoked,
  ],
  afterRotations: [followsRotations],
};

/** Checks of an agent that doesn't. They are tried at the same time. */
export const FAILING_AGENT_CHECKS: CheckLists<AppRoleAgentContext> = {
  whileLeased: [outlivesFailures, endsWithoutLogin, issuesFewUsersInAnOutage],
};
