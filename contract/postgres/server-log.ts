import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { passwordsIn } from "../passwords-in";
import type { ServerContext } from "./server-context";

/** PostgreSQL logs statements as they come; a password must not be in them as it is. */
export function serverLogHoldsNoPassword(context: Context, { about, databases }: ServerContext): Check {
  return {
    id: "server-log-holds-no-password",
    kind: "also",
    says: "server log holds no password",
    about,
    harm: "issues a lease",
    needs: ["server log"],
    attempt: async () => {
      const log = databases[0] ? context.deployment.serverLog(databases[0].database) : "";
      const { passwords } = context.leases;
      const shown = passwordsIn(log, passwords);
      if (shown.length)
        throw new Violation(
          `PostgreSQL's log holds ${shown.length} passwords: password_authentication is not SCRAM`,
        );
      if (!log.includes("CREATE ROLE")) throw new Violation("it tells of no role that was made");
      return `tells of roles that were made, and holds none of ${passwords.length} issued passwords`;
    },
  };
}
