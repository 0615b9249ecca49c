import { join } from "node:path";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  DatabaseSecretsEngine,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../../constructs";
import { addProviders } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";

/**
 * What pg_dump wrote of a database with everything that makes one awkward: two owners, row security by a function, views
 * over functions, a `BEGIN ATOMIC` body, a foreign server, an event trigger, a publication, extensions.
 */
export const SHOP = join(__dirname, "shop.sql");

const SCHEMAS = ["public", "sales"];

/** A stack that makes the shop's database. */
export const newShop = synthesizeStack((scope) => {
  addProviders(scope);
  const database = new PostgresDatabase(scope, "shop", {
    databaseName: "shop",
    owner: "shop_app",
    schemas: SCHEMAS,
    account: "vault_shop",
  });
  addRoles(scope, database, RootCredential.generated());
});

/** A stack for the shop's database as a DBA has made it. */
export const existingShop = synthesizeStack((scope) => {
  addProviders(scope);
  const names = { databaseName: "shop", owner: "shop_app", account: "vault_shop", schemas: SCHEMAS };
  const database = PostgresDatabase.fromExisting(scope, "shop", names);
  const root = new TerraformVariable(scope, "root", { type: "string" });
  addRoles(scope, database, RootCredential.fromVariable(root));
});

function addRoles(
  scope: TerraformStack,
  database: Parameters<DatabaseSecretsEngine["addPostgresConnection"]>[1]["database"],
  rootCredential: RootCredential,
): void {
  const connection = new DatabaseSecretsEngine(scope, "database").addPostgresConnection("shop", {
    database,
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential,
  });
  connection.addRole("writer", { privileges: Privileges.readWrite() });
  connection.addRole("migrator", { privileges: Privileges.owner() });
}
