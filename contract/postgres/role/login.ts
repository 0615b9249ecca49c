import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { UserContext } from "./user-context";

/** The user of a role logs in, and acts as whom it should. */
export function logsIn(_: Context, context: UserContext): Check {
  return {
    id: "login",
    kind: "lease",
    says: "logs in",
    about: context.about,
    harm: "issues a lease",
    needs: ["root of Vault"],
    attempt: async () => {
      const user = await context.user.get();
      const session = await context.session.get();
      const [row] = await session.query("SELECT current_user AS acts_as");
      const expected = context.actsAs(user);
      if (row?.acts_as !== expected) throw new Violation(`acts as ${row?.acts_as} instead of ${expected}`);
      return expected === user.user ? "logs in" : `logs in and acts as ${expected}`;
    },
  };
}
