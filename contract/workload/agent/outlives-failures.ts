import { setTimeout as sleep } from "node:timers/promises";
import type { AgentTemplateDescription } from "../../../constructs";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { eventually } from "../../eventually";
import type { AppRoleAgentContext } from "./approle-agent-context";
import { expectFewUsers } from "./users-without-end";

/** As long as an agent takes to end because of a command. */
const LOOK_MS = 300;

/** What fails when a file has changed neither ends an agent nor makes it ask for other users. */
export function outlivesFailures(_: Context, context: AppRoleAgentContext): Check[] {
  const commands = context.agent.templates.filter(({ onChange }) => onChange);
  if (!commands.length) return [];
  return [
    {
      id: "agent-outlives-what-fails-on-a-change",
      kind: "also",
      says: "agent outlives what fails on a change",
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const agent = await context.startAndWrite(true);
        const hasFailed = ({ destination, onChange }: AgentTemplateDescription) =>
          onChange?.kind === "signal" || agent.changesOf(destination) > 0;
        if (!(await eventually(async () => commands.every(hasFailed))))
          throw new Violation("it did nothing when its files had changed");
        await sleep(LOOK_MS);
        context.expectAlive(agent);
        expectFewUsers(context, agent);
        return `goes on when ${commands.length} of ${commands.length} fail`;
      },
    },
  ];
}
