import type { TerraformStack } from "cdktf";
import {
  PostgresDatabase,
  type PostgresDatabaseProps,
  Privileges,
  type PrivilegesProps,
  SchemaPrivileges,
} from "../../../constructs";
import type { BadInput } from "./bad-input";

const group =
  (props: Partial<PostgresDatabaseProps>, set: Omit<PrivilegesProps, "name">) => (stack: TerraformStack) =>
    new PostgresDatabase(stack, "db", { databaseName: "appdb", ...props }).group(
      Privileges.of({ name: "reports", ...set }),
    );

const futureSchemas = true;

export const BAD_SCHEMAS: readonly BadInput[] = [
  [
    "a set that reaches schemas of later in a database that doesn't",
    group({}, { schemas: ["public", "*"], tables: { "*": ["SELECT"] } }),
    "future-schemas",
    "bad/db",
    'privilege set "reports" reaches schemas of database "appdb" that are made later, and the database doesn\'t',
    'set futureSchemas of the database, or leave "*" out',
  ],
  [
    "a set that names a table of schemas of later",
    group(
      { futureSchemas },
      { bySchema: { public: { tables: { a: ["SELECT"] } }, "*": { tables: { a: ["SELECT"] } } } },
    ),
    "future-schemas",
    "bad/db",
    'privilege set "reports" names a table of schemas that are made later, where there is none to grant on',
    'list "*" under tables of "*", or leave "*" out',
  ],
  [
    "a set that names a column of schemas of later",
    group(
      { futureSchemas },
      { bySchema: { public: SchemaPrivileges.readOnly(), "*": { columns: { a: { SELECT: ["b"] } } } } },
    ),
    "future-schemas",
    "bad/db",
    'privilege set "reports" names a table of schemas that are made later, where there is none to grant on',
    'list "*" under tables of "*", or leave "*" out',
  ],
  [
    "a set that allows more in schemas of later than in one that is there",
    group(
      { futureSchemas, schemas: ["hr", "sales"] },
      {
        bySchema: {
          hr: { tables: { holiday: ["SELECT"] } },
          sales: SchemaPrivileges.readWrite(),
          "*": SchemaPrivileges.readOnly(),
        },
      },
    ),
    "future-schemas",
    "bad/db",
    'privilege set "reports" allows more in schemas that are made later than in "hr", and what is made there later has it, too',
    'allow at least the same in "hr": default privileges of a whole database leave no schema out',
  ],
  [
    "a set that reaches schemas of later, and not one that is there",
    group(
      { futureSchemas, schemas: ["hr", "sales"] },
      { schemas: ["sales", "*"], tables: { "*": ["SELECT"] } },
    ),
    "future-schemas",
    "bad/db",
    'privilege set "reports" allows more in schemas that are made later than in "hr", and what is made there later has it, too',
    'allow at least the same in "hr": default privileges of a whole database leave no schema out',
  ],
];
