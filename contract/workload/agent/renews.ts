import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { eventually } from "../../eventually";
import { type AgentContext, inWords } from "./agent-context";

/** What an agent renews, and how it asks for that. */
const RENEWALS = [
  { what: "its token", request: /^auth\/token\/renew-self$/ },
  { what: "a lease", request: /^sys\/leases\/renew(\/|$)/ },
] as const;

/** An agent renews its token and its leases. */
export function renews(_: Context, context: AgentContext): Check {
  return {
    id: "agent-renews",
    kind: "also",
    says: "agent renews",
    about: context.about,
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const agent = await context.running.get();
      for (const { what, request } of RENEWALS) {
        const asked = () => agent.requests.filter(({ path }) => request.test(path));
        if (await eventually(async () => asked().some(({ status }) => status < 400))) continue;
        const [refused] = asked();
        throw new Violation(`it doesn't renew ${what}${refused ? `: ${inWords(refused)}` : ""}`);
      }
      return "renews its token and its leases";
    },
  };
}
