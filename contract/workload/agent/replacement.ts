import { Violation } from "../../check";
import type { PlayedAgent } from "../../deployment";
import { eventually } from "../../eventually";
import { type AgentContext, inWords } from "./agent-context";
import type { Place } from "./places";
import { undescribedFiles } from "./writes-its-files";

/**
 * Makes credentials worthless, and waits until an agent has put others in their places, has done what is to be done then,
 * and has left no copy.
 *
 * @throws Violation when it doesn't
 */
export async function expectReplacement(
  context: AgentContext,
  agent: PlayedAgent,
  places: readonly Place[],
  makeWorthless: () => Promise<void>,
): Promise<string> {
  await context.untilNextSecond(agent);
  const gone = places.map((place) => place.read(agent)?.password);
  const changes = changesOf(context, agent, places);
  await makeWorthless();
  for (const [index, place] of places.entries()) {
    const isAnother = () => ![undefined, gone[index]].includes(place.read(agent)?.password);
    await context.waitUntil(agent, isAnother, () => {
      const [cause] = agent.requests.filter(({ path, status }) => path === place.credential && status >= 400);
      const because = cause ? `: ${inWords(cause)}` : "";
      return new Violation(`what is in ${place.name} stays when it is worth nothing any more${because}`);
    });
    await context.expectLogin(place, agent);
  }
  for (const [destination, before] of changes) {
    if (await eventually(async () => agent.changesOf(destination) > before)) continue;
    throw new Violation(`it did nothing when ${destination} had changed`);
  }
  const files = undescribedFiles(context.agent, agent);
  if (files.length) throw new Violation(`after a change: ${files.join("; ")}`);
  return `another credential was in ${places.map(({ name }) => name).join(", ")}`;
}

/** How often what is to be done on a change has been done, by the file that changes. */
function changesOf(
  { agent: { templates } }: AgentContext,
  agent: PlayedAgent,
  places: readonly Place[],
): [destination: string, changes: number][] {
  const isOfPlaces = (destination: string) => places.some(({ name }) => name === destination);
  return templates
    .filter(({ onChange, destination }) => onChange && isOfPlaces(destination))
    .map(({ destination }) => [destination, agent.changesOf(destination)]);
}
