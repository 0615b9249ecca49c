import type { Check } from "../../check";
import type { Context } from "../../context";
import type { AgentContext } from "./agent-context";
import { expectReplacement } from "./replacement";

/** When a lease is gone, an agent puts another user where that was. */
export function replacesWhatIsRevoked({ deployment }: Context, context: AgentContext): Check[] {
  const places = context.leasedPlaces;
  if (!places.length) return [];
  return [
    {
      id: `${context.called.id}-replaces-what-is-revoked`,
      kind: "also",
      says: `${context.called.says} replaces what is revoked`,
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const agent = await context.running.get();
        const revoke = (id: string) =>
          deployment.vault.request("POST", "sys/leases/revoke", { lease_id: id, sync: true });
        return expectReplacement(context, agent, places, async () => {
          await Promise.all(context.leasesOf(agent).map(revoke));
        });
      },
    },
  ];
}
