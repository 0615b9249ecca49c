import type { Check } from "../../check";
import type { Context } from "../../context";
import type { AgentContext } from "./agent-context";

/** Whoever reads a credential where an agent put it logs in by it. */
export function writtenCredentialsLogIn(_: Context, context: AgentContext): Check[] {
  return context.places.map((place) => ({
    id: `${context.called.id}-credential-logs-in`,
    kind: "also",
    says: `${context.called.says}'s credential logs in`,
    about: { ...context.about, object: place.name },
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      await context.expectLogin(place, await context.running.get());
      return `${place.name} has a user who logs in`;
    },
  }));
}
