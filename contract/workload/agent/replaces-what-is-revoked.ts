import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { PlayedAgent } from "../../deployment";
import { eventually } from "../../eventually";
import type { AgentContext } from "./agent-context";
import { undescribedFiles } from "./writes-its-files";

/** When a lease is gone, another user is in each place, what is to be done then is done, and no copy is left. */
export function replacesWhatIsRevoked({ deployment }: Context, context: AgentContext): Check[] {
  const places = context.leasedPlaces;
  if (!places.length) return [];
  return [
    {
      id: "agent-replaces-what-is-revoked",
      kind: "also",
      says: "agent replaces what is revoked",
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const agent = await context.running.get();
        await context.untilNextSecond(agent);
        const gone = places.map((place) => place.read(agent)?.user);
        const changes = changesOf(context, agent);
        await Promise.all(
          context
            .leasesOf(agent)
            .map((id) => deployment.vault.request("POST", "sys/leases/revoke", { lease_id: id, sync: true })),
        );
        for (const [index, place] of places.entries()) {
          const isAnother = () => ![undefined, gone[index]].includes(place.read(agent)?.user);
          await context.waitUntil(
            agent,
            isAnother,
            new Violation(`what is in ${place.name} stays when it is revoked`),
          );
          await context.expectLogin(place, agent);
        }
        for (const [destination, before] of changes) {
          if (await eventually(async () => agent.changesOf(destination) > before)) continue;
          throw new Violation(`it did nothing when ${destination} had changed`);
        }
        const files = undescribedFiles(context.agent, agent);
        if (files.length) throw new Violation(`after a change: ${files.join("; ")}`);
        return `another user was in ${places.map(({ name }) => name).join(", ")}`;
      },
    },
  ];
}

/** How often what is to be done on a change has been done, by the file that changes. */
function changesOf(
  { agent: { templates }, leasedPlaces }: AgentContext,
  agent: PlayedAgent,
): Map<string, number> {
  const leased = leasedPlaces.map(({ credential }) => credential);
  const isActedOn = templates.filter(({ onChange, credential }) => onChange && leased.includes(credential));
  return new Map(isActedOn.map(({ destination }) => [destination, agent.changesOf(destination)]));
}
