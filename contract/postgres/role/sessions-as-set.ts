import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { settingValues } from "../described-session";
import type { UserContext } from "./user-context";

/** Sessions of a role's users begin with the settings that are described. */
export function sessionsAsSet(_: Context, context: UserContext): Check[] {
  const described = settingValues(context.role.settings ?? {});
  if (!Object.keys(described).length) return [];
  return [
    {
      id: "sessions-as-set",
      kind: "lease",
      says: "sessions are set as described",
      about: context.about,
      harm: "issues a lease",
      needs: ["root of Vault"],
      attempt: async () => {
        const session = await context.session.get();
        const rows = await session.query(
          "SELECT name, setting FROM pg_catalog.pg_settings WHERE name = ANY ($1)",
          [Object.keys(described)],
        );
        const wrong = rows.filter(({ name, setting }) => described[String(name)] !== setting);
        if (wrong.length)
          throw new Violation(
            wrong
              .map(({ name, setting }) => `${name} is ${setting} instead of ${described[String(name)]}`)
              .join("; "),
          );
        return Object.entries(described)
          .map(([name, value]) => `${name} is ${value}`)
          .join(", ");
      },
    },
  ];
}
