import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { eventually } from "../../eventually";
import type { AppRoleAgentContext } from "./approle-agent-context";

/** An agent that can't log in ends, rather than be alive beside a file whose user is gone. */
export function endsWithoutLogin(_: Context, context: AppRoleAgentContext): Check {
  return {
    id: "agent-ends-when-it-can-not-log-in",
    kind: "also",
    says: "agent ends when it can't log in",
    about: context.about,
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const material = await context.newMaterial();
      await context.spend(material);
      const agent = await context.start(material);
      if (await eventually(async () => agent.end !== undefined)) return `ends: ${agent.end}`;
      throw new Violation("it is alive though it can't log in: a file that it wrote earlier would seem good");
    },
  };
}
