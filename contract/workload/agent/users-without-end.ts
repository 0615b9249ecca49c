import { setTimeout as sleep } from "node:timers/promises";
import type { AccessManifest } from "../../../constructs";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { PlayedAgent } from "../../deployment";
import { type AgentContext, inWords } from "./agent-context";

/** One that is there, and one in its place. */
const MOST_USERS = 2;
/** As long as an agent that can't renew takes to ask for several users. */
const LOOK_MS = 400;
/** As long as somebody needs to wonder why there are so many. */
const OUTAGE_S = 15;

/** An agent is issued one user, and keeps it. */
export function issuesNoUsersWithoutEnd(_: Context, context: AgentContext): Check {
  return {
    id: "agent-issues-no-users-without-end",
    kind: "also",
    says: "agent issues no users without end",
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

/** Nor is it issued more than its rate limits let through while Vault renews nothing: it asks for ten a second. */
export function issuesFewUsersInAnOutage({ access, deployment }: Context, context: AgentContext): Check[] {
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
        const seen = expectFewUsers(context, agent, (path) => mostInAnOutage(access, path));
        return `${seen} while nothing was renewed for ${OUTAGE_S} s`;
      },
    },
  ];
}

/** What the rate limit of a credential lets through: two where there is none. */
function mostInAnOutage({ roles }: AccessManifest, credential: string): number {
  const limit = roles.find(({ path }) => path === credential)?.rateLimit;
  return limit ? limit.requests * Math.ceil(OUTAGE_S / limit.per) : MOST_USERS;
}

/**
 * @param most how many users of a role an agent may be issued, by the path of its credential
 * @throws Violation when it was issued more
 */
export function expectFewUsers(
  { places }: AgentContext,
  agent: PlayedAgent,
  most: (credential: string) => number = () => MOST_USERS,
): string {
  const paths = [...new Set(places.map(({ credential }) => credential))];
  const issued = paths.map((path) => [path, usersOf(agent, path)] as const);
  const many = issued
    .filter(([path, users]) => users > most(path))
    .map(([path, users]) => `${users} users by ${path}`);
  if (!many.length) return issued.map(([path, users]) => `was issued ${users} users by ${path}`).join(", ");
  const cause = agent.requests.find(({ status }) => status >= 400);
  throw new Violation(`it was issued ${many.join(", ")}${cause ? `, since it met ${inWords(cause)}` : ""}`);
}

function usersOf({ requests }: PlayedAgent, credential: string): number {
  return requests.filter(({ path, lease }) => path === credential && lease).length;
}
