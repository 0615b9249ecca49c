import { setTimeout as sleep } from "node:timers/promises";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { PlayedAgent } from "../../deployment";
import { type AgentContext, inWords } from "./agent-context";
import type { AppRoleAgentContext } from "./approle-agent-context";

/** One that is there, and one in its place. */
const MOST_USERS = 2;
/** As long as an agent that can't renew takes to ask for several users. */
const LOOK_MS = 400;
/** As long as somebody needs to wonder why there are so many. */
const OUTAGE_S = 15;

/** An agent is issued one user, and keeps it. */
export function issuesNoUsersWithoutEnd(_: Context, context: AgentContext): Check {
  return {
    id: `${context.called.id}-issues-no-users-without-end`,
    kind: "also",
    says: `${context.called.says} issues no users without end`,
    about: context.about,
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const agent = await context.running.get();
      await sleep(LOOK_MS);
      return expectFewUsers(context, agent);
    },
  };
}

/** Nor while Vault renews nothing, when it asks for ten a second: a rate limit of its credential turns it away. */
export function issuesFewUsersInAnOutage({ deployment }: Context, context: AppRoleAgentContext): Check[] {
  if (!deployment.abilities.has("time to wait")) return [];
  return [
    {
      id: "agent-issues-few-users-while-nothing-is-renewed",
      kind: "also",
      says: "agent issues few users while nothing is renewed",
      about: context.about,
      harm: "issues a lease",
      needs: [...context.needs, "time to wait"],
      attempt: async () => {
        const agent = await context.start(await context.newMaterial());
        agent.refuseRenewals();
        await sleep(OUTAGE_S * 1_000);
        return `${expectFewUsers(context, agent)} while nothing was renewed for ${OUTAGE_S} s`;
      },
    },
  ];
}

/** @throws Violation when an agent was issued more users of a role than it needs */
export function expectFewUsers({ places }: AgentContext, agent: PlayedAgent): string {
  const paths = [...new Set(places.map(({ credential }) => credential))];
  const issued = paths.map((path) => [path, usersOf(agent, path)] as const);
  const many = issued
    .filter(([, users]) => users > MOST_USERS)
    .map(([path, users]) => `${users} users by ${path}`);
  if (!many.length) return issued.map(([path, users]) => `was issued ${users} users by ${path}`).join(", ");
  const cause = agent.requests.find(({ status }) => status >= 400);
  throw new Violation(`it was issued ${many.join(", ")}${cause ? `, since it met ${inWords(cause)}` : ""}`);
}

function usersOf({ requests }: PlayedAgent, credential: string): number {
  return requests.filter(({ path, lease }) => path === credential && lease).length;
}
