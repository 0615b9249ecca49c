import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type IPostgresDatabase,
  OperatorPolicies,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  type PrivilegesProps,
  RootCredential,
  SchemaPrivileges,
} from "../constructs";
import type { OtherStack } from "./other-stacks";

/** The stack whose sets may execute some routines and not others, of a database that Terraform makes. */
export const ROUTINES_STACK = "routines that sets may execute by name, and a reader of tables alone";
/** The same of a database that a DBA owns. */
export const IMPORTED_ROUTINES_STACK =
  "a database that a DBA owns, with routines that run as their owner: for all, by name, and not for readers";

/** The stack whose sets insert into tables that they name. */
export const SEQUENCES_STACK = "inserts into named tables, with serial columns and without";

/** The stack whose sets may do what is asked for by name. */
export const BY_NAME_STACK = "temporary tables and a role of PostgreSQL's own, asked for by name";
/** The same, and what Terraform's provider doesn't grant, of a database that a DBA owns. */
export const IMPORTED_BY_NAME_STACK =
  "a database that a DBA owns, with temporary tables, MAINTAIN and a role of PostgreSQL's own";

const connectionTo = (stack: TerraformStack, database: IPostgresDatabase) =>
  new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database,
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential:
      database instanceof PostgresDatabase
        ? RootCredential.generated()
        : RootCredential.fromVariable(new TerraformVariable(stack, "root", { type: "string" })),
  });

const purger = Privileges.of({ name: "purger", definers: ["purge(int, text)", "close_month"] });
const onePurge = Privileges.of({
  name: "api",
  tables: { "*": ["SELECT"] },
  functions: true,
  definers: ["purge(integer,text)"],
});

/** Stacks whose privilege sets are of each kind. */
export const PRIVILEGE_STACKS: readonly OtherStack[] = [
  [
    ROUTINES_STACK,
    (stack) => {
      const connection = connectionTo(stack, new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }));
      const tables = Privileges.of({
        name: "tables",
        bySchema: { public: SchemaPrivileges.readOnly({ functions: false }) },
      });
      const api = Privileges.of({
        name: "api",
        tables: { "*": ["SELECT"] },
        functions: true,
        definers: ["purge(integer, text)", "close_month"],
      });
      connection.addRole("tables", { privileges: tables });
      connection.addRole("purger", { privileges: purger });
      connection.addRole("api", { privileges: api });
      OperatorPolicies.attach(stack);
    },
    [
      "tables: may-select",
      "tables: may-not-execute",
      "purger: may-execute (public.purge)",
      "purger: may-execute (public.close_month)",
      "purger: may-not-execute",
      "api: may-execute",
      "appdb: holds-only-what-is-described",
    ],
  ],
  [
    IMPORTED_ROUTINES_STACK,
    (stack) => {
      const names = { databaseName: "appdb", owner: "app_owner", account: "vault_appdb" };
      const connection = connectionTo(stack, PostgresDatabase.fromExisting(stack, "appdb", names));
      connection.addRole("reader", { privileges: Privileges.readOnly() });
      connection.addRole("writer", { privileges: Privileges.readWrite() });
      connection.addRole("purger", { privileges: purger });
      connection.addRole("api", { privileges: onePurge });
      OperatorPolicies.attach(stack);
    },
    [
      "reader: may-execute",
      "reader: may-not-execute",
      "writer: may-execute",
      "purger: may-execute (public.purge)",
      "purger: may-not-execute",
      "api: may-execute",
      "api: may-not-execute",
      "api: may-execute (public.purge)",
      "postgres:5432/appdb: holds-only-what-is-described",
    ],
  ],
  [
    SEQUENCES_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", {
        databaseName: "appdb",
        schemas: ["public", "sales"],
      });
      const connection = connectionTo(stack, database);
      const add = (name: string, props: Omit<PrivilegesProps, "name">) =>
        connection.addRole(name, { privileges: Privileges.of({ name, schemas: ["public"], ...props }) });
      add("support", {
        tables: { tickets: ["SELECT", "INSERT"] },
        sequences: { tickets_number_seq: ["USAGE"] },
      });
      add("intake", {
        columns: { forms: { INSERT: ["title"], UPDATE: ["id"] } },
        sequences: ["USAGE"],
      });
      add("events", { tables: { events: ["INSERT"] }, sequences: {} });
      add("queue", {
        tables: { jobs: ["INSERT", "DELETE"] },
        sequences: { jobs_id_seq: ["SELECT", "USAGE"], shared_numbers: ["USAGE"] },
      });
      add("resets", { sequences: { jobs_id_seq: ["SELECT", "UPDATE"] } });
      OperatorPolicies.attach(stack);
    },
    [
      "resets: access-as-described",
      "support: may-insert (public.tickets)",
      "intake: may-insert-columns (public.forms)",
      "events: may-insert (public.events)",
      "queue: may-insert (public.jobs)",
      "appdb: holds-only-what-is-described",
    ],
  ],
  [
    BY_NAME_STACK,
    (stack) => {
      const connection = connectionTo(stack, new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }));
      const of = (name: string, props: Omit<PrivilegesProps, "name">) =>
        connection.addRole(name, { privileges: Privileges.of({ name, ...props }) });
      of("reports", { tables: { "*": ["SELECT"] }, temporary: true });
      of("monitoring", { memberOf: ["pg_monitor"] });
      OperatorPolicies.attach(stack);
    },
    [
      "reports: may-make-temporary-tables",
      "monitoring: may-not-select",
      "appdb: no-way-round",
      "server postgresql: holds-only-what-is-described",
    ],
  ],
  [
    IMPORTED_BY_NAME_STACK,
    (stack) => {
      const names = { databaseName: "appdb", owner: "app_owner", account: "vault_appdb" };
      const connection = connectionTo(stack, PostgresDatabase.fromExisting(stack, "appdb", names));
      const of = (name: string, props: Omit<PrivilegesProps, "name">) =>
        connection.addRole(name, { privileges: Privileges.of({ name, ...props }) });
      of("reports", { tables: { "*": ["SELECT"] }, temporary: true });
      of("upkeep", { tables: { "*": ["SELECT", "MAINTAIN"] } });
      of("monitoring", { memberOf: ["pg_monitor"] });
      OperatorPolicies.attach(stack);
    },
    [
      "reports: may-make-temporary-tables",
      "upkeep: may-not-make-temporary-tables",
      "upkeep: access-as-described",
      "monitoring: may-not-select",
    ],
  ],
];
