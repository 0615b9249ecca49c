import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { RoleContext } from "./role-context";

/** A leased role logs in, and acts as whom it should. */
export function logsIn(_: Context, context: RoleContext): Check {
  return {
    id: "login",
    kind: "lease",
    says: "logs in",
    about: context.about,
    harm: "issues a lease",
    needs: ["root of Vault"],
    attempt: async () => {
      const lease = await context.lease.get();
      const session = await context.session.get();
      const [row] = await session.query("SELECT current_user AS acts_as");
      const expected = context.actsAs(lease);
      if (row?.acts_as !== expected) throw new Violation(`acts as ${row?.acts_as} instead of ${expected}`);
      return expected === lease.user ? "logs in" : `logs in and acts as ${expected}`;
    },
  };
}
