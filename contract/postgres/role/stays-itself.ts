import { quotedName } from "../../../constructs/postgres/statements/quoted";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { majorVersion, SET_OPTION } from "../server-version";
import type { RoleContext } from "./role-context";

/** Who acts as itself can't act as its group: such a session has the group's rights also when its own role is gone. */
export function staysItself(_: Context, context: RoleContext): Check[] {
  const { role, database } = context;
  const isPossible = majorVersion(database.server) >= SET_OPTION;
  if (role.actsAsGroup || !isPossible) return [];
  return [
    {
      id: "may-not-act-as-its-group",
      kind: "may not",
      says: "act as its group",
      about: context.about,
      harm: "writes",
      needs: ["root of Vault"],
      attempt: async () => {
        const session = await context.session.get();
        const statement = `SET ROLE ${quotedName(role.group)}`;
        if (await session.isAllowed(statement))
          throw new Violation(`allowed, but not described: ${statement}`);
        return statement;
      },
    },
  ];
}
