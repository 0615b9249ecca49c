import { BreakGlassAccess, PostgresDatabase } from "../../../../constructs";
import type { Page } from "../../page";

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
};
