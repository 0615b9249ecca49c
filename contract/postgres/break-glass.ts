import type { BreakGlassDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";

/** An account for emergencies is closed. */
export function breakGlassClosed(context: Context, { role, database }: BreakGlassDescription): Check {
  const { probes } = context.databaseOf(database);
  return {
    id: "closed-until-opened",
    kind: "also",
    says: "closed until opened",
    about: { kind: "break-glass role", name: role },
    harm: "nothing",
    needs: ["superuser of PostgreSQL"],
    attempt: async () => {
      const sql =
        "SELECT rolcanlogin AS login, rolpassword IS NOT NULL AS password FROM pg_catalog.pg_authid WHERE rolname = $1";
      const [row] = await probes.asSuperuser((session) => session.query(sql, [role]));
      if (!row) throw new Violation("it isn't there");
      if (row.login || row.password) throw new Violation(row.login ? "it can log in" : "it has a password");
      return "NOLOGIN, and without a password";
    },
  };
}
