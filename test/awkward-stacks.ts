import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../constructs";
import type { OtherStack } from "./other-stacks";

const server = { endpoint: { host: "postgres" }, tls: PostgresTls.disabled() };

const generated = (stack: TerraformStack, databaseName: string, schemas?: readonly string[]) => ({
  ...server,
  database: new PostgresDatabase(stack, databaseName, { databaseName, schemas }),
  rootCredential: RootCredential.generated(),
});

/** Stacks whose privilege sets tell apart what is awkward in a database. */
export const AWKWARD_STACKS: readonly OtherStack[] = [
  [
    "sets that insert and say that they need no sequence, or read what calls no function, in two schemas",
    (stack) => {
      const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection(
        "appdb",
        generated(stack, "appdb", ["public", "sales"]),
      );
      const tables = { "*": ["SELECT", "INSERT"] } as const;
      connection.addRole("feeder", { privileges: Privileges.of({ name: "feeder", tables, sequences: {} }) });
      connection.addRole("clerk", {
        privileges: Privileges.of({ name: "clerk", tables, sequences: ["USAGE"], functions: true }),
      });
    },
    [
      "feeder: may-insert",
      "feeder: may-not-insert-into-serial",
      "feeder: may-select",
      "feeder: may-not-select-behind-functions",
      "feeder: access-as-described",
      "clerk: may-insert-into-serial",
      "clerk: may-select-behind-functions",
      "appdb: others-are-refused",
    ],
  ],
  [
    "a database that a DBA owns, with an extension, another owner and somebody who uses its server, in two schemas",
    (stack) => {
      const names = { databaseName: "legacy", owner: "legacy_owner", account: "vault_legacy" };
      const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("legacy", {
        ...server,
        database: PostgresDatabase.fromExisting(stack, "legacy", { ...names, schemas: ["public", "sales"] }),
        rootCredential: RootCredential.fromVariable(new TerraformVariable(stack, "root", { type: "string" })),
      });
      connection.addRole("legacy-readonly", { privileges: Privileges.readOnly() });
      connection.addRole("legacy-readwrite", { privileges: Privileges.readWrite() });
    },
    [
      "legacy-readonly: may-select-behind-functions",
      "legacy-readonly: may-not-insert-into-serial",
      "legacy-readonly: may-not-read-large-object",
      "legacy-readonly: may-use-extension",
      "legacy-readonly: may-not-use-what-others-own",
      "legacy-readwrite: may-insert-into-serial",
      "postgres:5432/legacy: holds-only-what-is-described",
      "postgres:5432/legacy: others-are-refused",
    ],
  ],
  [
    "two databases on one server, in one of which nobody but its owner may do anything",
    (stack) => {
      const engine = new DatabaseSecretsEngine(stack, "database");
      const maxTtl = Duration.hours(1);
      const app = engine.addPostgresConnection("appdb", generated(stack, "appdb"));
      const audit = engine.addPostgresConnection("audit", generated(stack, "audit"));
      app.addRole("app-readonly", { privileges: Privileges.readOnly() });
      audit.addRole("audit-migrator", { privileges: Privileges.owner(), maxTtl });
    },
    [
      "audit-migrator: may-read-large-object",
      "audit-migrator: may-insert-into-serial",
      "audit-migrator: may-not-use-what-others-own",
      "appdb: others-are-refused",
      "audit: others-are-refused",
      "audit: holds-only-what-is-described",
    ],
  ],
];
