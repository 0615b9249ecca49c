import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { eventually } from "../../eventually";
import { type AgentContext, inWords } from "./agent-context";

/** What an agent renews, and how it asks for that. */
const TOKEN = { what: "its token", request: /^auth\/token\/renew-self$/ };
const LEASE = { what: "a lease", request: /^sys\/leases\/renew(\/|$)/ };

/** An agent renews its token, and its leases where it has some. */
export function renews(_: Context, context: AgentContext): Check {
  return {
    id: `${context.called.id}-renews`,
    kind: "also",
    says: `${context.called.says} renews`,
    about: context.about,
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const agent = await context.running.get();
      for (const { what, request } of context.leasedPlaces.length ? [TOKEN, LEASE] : [TOKEN]) {
        const asked = () => agent.requests.filter(({ path }) => request.test(path));
        if (await eventually(async () => asked().some(({ status }) => status < 400))) continue;
        const [refused] = asked();
        throw new Violation(`it doesn't renew ${what}${refused ? `: ${inWords(refused)}` : ""}`);
      }
      return "renews what it has";
    },
  };
}
