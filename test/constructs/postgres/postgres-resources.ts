import type { TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type DatabaseSecretsEngineProps,
  type IPostgresDatabase,
  type PostgresConnection,
  type PostgresConnectionProps,
  PostgresDatabase,
  type PostgresDatabaseProps,
  PostgresTls,
  RootCredential,
} from "../../../constructs";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { argumentsOf } from "../vault-resources";

/** What a database that a DBA owns is called by. */
export const EXISTING = { databaseName: "appdb", owner: "app_owner", account: "vault_appdb" };

/** A database that the stack makes. */
export function addDatabase(
  stack: TerraformStack,
  props: Partial<PostgresDatabaseProps> = {},
): PostgresDatabase {
  return new PostgresDatabase(stack, "appdb", { databaseName: "appdb", ...props });
}

/** A connection to it, or to another database. */
export function addConnection(
  stack: TerraformStack,
  props: Partial<PostgresConnectionProps> = {},
  engine: DatabaseSecretsEngineProps = {},
): PostgresConnection {
  const database: IPostgresDatabase = props.database ?? addDatabase(stack);
  return new DatabaseSecretsEngine(stack, "database", engine).addPostgresConnection("appdb", {
    endpoint: { host: "postgres.internal" },
    tls: PostgresTls.verifyFull(),
    rootCredential: RootCredential.generated(),
    ...props,
    database,
  });
}

/** The arguments of the one resource of a type. */
export function onlyArgumentsOf(stack: SynthesizedStack, type: string): Readonly<Record<string, unknown>> {
  const all = Object.entries(argumentsOf(stack, type));
  if (all.length !== 1) throw new Error(`There are ${all.length} resources of type ${type}.`);
  return Object.fromEntries(Object.entries(all[0]![1]));
}
