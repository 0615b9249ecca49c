import { join } from "node:path";
import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  DatabaseSecretsEngine,
  type OtherOwner,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../../constructs";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { addProviders } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";

/**
 * What pg_dump wrote of a database with everything that makes one awkward: two owners, row security by a function, views
 * over functions, a `BEGIN ATOMIC` body, a foreign server, an event trigger, a publication, extensions.
 */
export const SHOP = join(__dirname, "shop.sql");

const SCHEMAS = ["public", "sales"];

type Roles = Readonly<Record<string, Privileges>>;

const WRITERS: Roles = { writer: Privileges.readWrite(), migrator: Privileges.owner() };

/** A stack that makes the shop's database, and roles in it. */
export function shopOf(roles: Roles, otherOwners: readonly OtherOwner[] = []): SynthesizedStack {
  return synthesizeStack((scope) => {
    addProviders(scope);
    const database = new PostgresDatabase(scope, "shop", {
      databaseName: "shop",
      owner: "shop_app",
      schemas: SCHEMAS,
      otherOwners,
      account: "vault_shop",
    });
    addRoles(scope, database, RootCredential.generated(), roles);
  });
}

/** A stack for the shop's database as a DBA has made it. */
export function existingShopOf(roles: Roles): SynthesizedStack {
  return synthesizeStack((scope) => {
    addProviders(scope);
    const names = { databaseName: "shop", owner: "shop_app", account: "vault_shop", schemas: SCHEMAS };
    const database = PostgresDatabase.fromExisting(scope, "shop", names);
    const root = new TerraformVariable(scope, "root", { type: "string" });
    addRoles(scope, database, RootCredential.fromVariable(root), roles);
  });
}

export const newShop = shopOf(WRITERS);
export const existingShop = existingShopOf(WRITERS);

function addRoles(
  scope: TerraformStack,
  database: Parameters<DatabaseSecretsEngine["addPostgresConnection"]>[1]["database"],
  rootCredential: RootCredential,
  roles: Roles,
): void {
  const connection = new DatabaseSecretsEngine(scope, "database").addPostgresConnection("shop", {
    database,
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential,
  });
  for (const [name, privileges] of Object.entries(roles)) connection.addRole(name, { privileges });
}
