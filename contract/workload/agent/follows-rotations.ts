import type { Check } from "../../check";
import type { Context } from "../../context";
import type { AgentContext } from "./agent-context";
import { expectReplacement } from "./replacement";

/** When Vault has changed the password of a static role, an agent writes the new one. */
export function followsRotations({ deployment }: Context, context: AgentContext): Check[] {
  const roles = context.staticRoles;
  if (!roles.length) return [];
  const places = context.places.filter(({ credential }) => roles.some(({ path }) => path === credential));
  return [
    {
      id: `${context.called.id}-follows-rotations`,
      kind: "also",
      says: `${context.called.says} follows rotations`,
      about: context.about,
      harm: "breaks",
      needs: context.needs,
      attempt: async () => {
        const agent = await context.startAndWrite();
        return expectReplacement(context, agent, places, async () => {
          for (const { engine, name } of roles)
            await deployment.vault.request("POST", `${engine}/rotate-role/${name}`);
        });
      },
    },
  ];
}
