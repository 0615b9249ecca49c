import type { AgentDescription } from "../../../constructs";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { difference } from "../../difference";
import type { PlayedAgent } from "../../deployment";
import { settingDifferences } from "../../settings";
import type { AgentContext } from "./agent-context";

/** Started with a wrapped secret ID, an agent writes each file with its mode, and takes the secret ID away. */
export function writesItsFiles(_: Context, context: AgentContext): Check {
  return {
    id: `${context.called.id}-writes-its-files`,
    kind: "also",
    says: `${context.called.says} writes its files`,
    about: context.about,
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const agent = await context.running.get();
      const wrong = [...undescribedFiles(context.agent, agent), ...wrongAddresses(context, agent)];
      if (wrong.length) throw new Violation(wrong.join("; "));
      return `writes ${context.places.map(({ name }) => name).join(", ")}, and nothing else`;
    },
  };
}

/** What of the files that are there isn't described, and the other way round. */
export function undescribedFiles(
  { templates, sink }: Pick<AgentDescription, "templates" | "sink">,
  agent: PlayedAgent,
): string[] {
  const described = templates.map(({ destination, mode }) => `${destination} ${mode}`);
  const there = [...agent.files()].map(([path, { mode }]) => `${path} ${mode}`);
  return difference([...described, ...(sink ? [`${sink.path} ${sink.mode}`] : [])], there);
}

/** Where the servers of its credentials are not those that are described, or a database isn't that of its role. */
function wrongAddresses(context: AgentContext, agent: PlayedAgent): string[] {
  return context.places.flatMap((place) => {
    const { name } = place;
    const written = place.read(agent) ?? {};
    const address = { ...place.address, database: context.roleOf(place).database.name };
    // A process's variables may tell of the credential alone.
    const told = (["host", "port", "database"] as const).filter((field) => written[field] !== undefined);
    const described = told.map((field): [string, string] => [field, String(address[field])]);
    const there = told.map((field): [string, string] => [field, String(written[field])]);
    return settingDifferences(Object.fromEntries(described), Object.fromEntries(there)).map(
      (difference) => `in ${name}, ${difference}`,
    );
  });
}
