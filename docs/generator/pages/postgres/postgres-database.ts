import { PostgresDatabase, Privileges } from "../../../../constructs";
import type { Page } from "../../page";

export const page: Page = {
  title: "PostgresDatabase",
  file: "postgres/postgres-database.ts",
  props: [
    ["PostgresDatabaseProps", "postgres/postgres-database.ts"],
    ["DatabaseSchemasProps", "postgres/database-schemas.ts"],
    ["OtherOwner", "postgres/database-schemas.ts"],
    ["ImportedPostgresDatabaseProps", "postgres/imported-postgres-database.ts"],
  ],
  choices: [["PostgresDatabase", "postgres/postgres-database.ts"]],
  example(stack) {
    const appdb = new PostgresDatabase(stack, "appdb", {
      databaseName: "appdb",
      schemas: ["public", "sales"],
      owner: "app_owner",
    });
    appdb.group(Privileges.readOnly());
  },
};
