import { BreakGlassAccess, PostgresDatabase } from "../../../../constructs";
import type { Page } from "../../page";
import { fenced } from "../../render";

const OPEN = `ALTER ROLE appdb_break_glass LOGIN VALID UNTIL 'tomorrow';
-- \\password appdb_break_glass
ALTER ROLE appdb_break_glass NOLOGIN PASSWORD NULL VALID UNTIL 'infinity';
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'appdb_break_glass';`;

export const page: Page = {
  title: "BreakGlassAccess",
  file: "postgres/break-glass-access.ts",
  props: [["BreakGlassAccessProps", "postgres/break-glass-access.ts"]],
  example(stack) {
    const appdb = PostgresDatabase.fromExisting(stack, "appdb", {
      databaseName: "appdb",
      owner: "app_owner",
      account: "vault_appdb",
    });
    new BreakGlassAccess(stack, "break-glass", { database: appdb });
  },
  sections: [
    [
      "Opening and closing",
      `A DBA opens it for a day, types a password that nobody writes down, and closes it:

${fenced("sql", OPEN)}

Then it can't log in, and nobody is in as it. What was made in its name belongs to it, not to the owner:
\`REASSIGN OWNED BY appdb_break_glass TO app_owner\` in that database gives it back. [After an incident](../incident.md), look for one that is open.`,
    ],
  ],
};
