import type { TerraformStack } from "cdktf";
import {
  PostgresDatabase,
  type PostgresDatabaseProps,
  Privileges,
  type PrivilegesProps,
} from "../../../constructs";
import type { BadInput } from "./bad-input";

const PLAIN =
  "use lower-case letters, digits and underscores, not starting with a digit, so that nobody has to quote it";

const database = (props: Partial<PostgresDatabaseProps>) => (stack: TerraformStack) =>
  new PostgresDatabase(stack, "db", { databaseName: "appdb", ...props });

const group = (props: Partial<PrivilegesProps>, schemas?: string[]) => (stack: TerraformStack) =>
  database({ schemas })(stack).group(
    Privileges.of({ name: "reports", tables: { "*": ["SELECT"] }, ...props }),
  );

export const BAD_PRIVILEGE_SETS: readonly BadInput[] = [
  [
    "a privilege set with a dash",
    group({ name: "my-reports" }),
    "identifier",
    "bad/db",
    'group role "appdb_my-reports" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a group name that would be cut off",
    group({ name: "r".repeat(60) }),
    "identifier",
    "bad/db",
    'group role "appdb_rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr" is not a plain PostgreSQL name',
    "use at most 63 characters; it has 66",
  ],
  [
    "two sets of one name",
    (stack) => {
      const db = database({})(stack);
      db.group(Privileges.of({ name: "x", tables: { "*": ["SELECT"] } }));
      db.group(Privileges.of({ name: "x", tables: { "*": ["DELETE"] } }));
    },
    "privileges-name",
    "bad/db",
    'two different privilege sets are called "x"',
    "give each set its own name, or use one set for both roles",
  ],
  [
    "a set that allows nothing",
    group({ tables: undefined }),
    "privileges-empty",
    "bad/db",
    'privilege set "reports" allows nothing',
    "name a table, column or sequence it may use, or leave the role out",
  ],
  [
    "a table without a privilege",
    group({ tables: { orders: [] } }),
    "privileges-empty",
    "bad/db",
    'privilege set "reports" lists table "orders" without a privilege',
    "name the privileges, or leave the table out",
  ],
  [
    "columns without a name",
    group({ tables: {}, columns: { orders: { SELECT: [] } } }),
    "privileges-empty",
    "bad/db",
    'privilege set "reports" has SELECT on no column of table "orders"',
    "name the columns, or leave the privilege out",
  ],
  [
    "a set without a schema",
    group({ schemas: [] }),
    "privileges-schema",
    "bad/db",
    'privilege set "reports" has no schema',
    "name one, or leave the prop out for every schema of the database",
  ],
  [
    "a set of a schema that isn't there",
    group({ schemas: ["other"] }),
    "privileges-schema",
    "bad/db",
    'privilege set "reports" uses schema "other", which database "appdb" doesn\'t have',
    'add "other" to the schemas of the database, or use "public"',
  ],
  [
    "named tables in two schemas",
    group({ tables: { orders: ["SELECT"] } }, ["a", "b"]),
    "privileges-schema",
    "bad/db",
    'privilege set "reports" names tables, which can be in any of its 2 schemas',
    "name the tables under bySchema, by the schema that they are in",
  ],
  [
    "a schema with the props of all and with its own",
    group({ schemas: ["a"], bySchema: { a: { functions: true } } }, ["a", "b"]),
    "privileges-schema",
    "bad/db",
    'privilege set "reports" has schema "a" under schemas and under bySchema',
    "list it under one of the two",
  ],
  [
    "a schema in which a set allows nothing",
    group({ bySchema: { a: {} } }, ["a", "b"]),
    "privileges-empty",
    "bad/db",
    'privilege set "reports" allows nothing in schema "a"',
    "name a table, column or sequence it may use, or leave the schema out",
  ],
  [
    "all tables and a named one",
    group({ tables: { "*": ["SELECT"], orders: ["INSERT"] } }),
    "privileges-overlap",
    "bad/db",
    'privilege set "reports" lists "*" and "orders"',
    'list "*" alone, or name every table',
  ],
  [
    "a table with columns of its own",
    group({ tables: { orders: ["SELECT"] }, columns: { orders: { UPDATE: ["state"] } } }),
    "privileges-overlap",
    "bad/db",
    'privilege set "reports" lists "orders" under tables and under columns',
    "list it under one of the two",
  ],
  [
    "a table name with capitals",
    group({ tables: { Orders: ["SELECT"] } }),
    "identifier",
    "bad/db",
    'table "Orders" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a column name with a quote",
    group({ tables: {}, columns: { orders: { SELECT: ['a"b'] } } }),
    "identifier",
    "bad/db",
    'column "a"b" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a privilege set without a name",
    group({ name: "" }),
    "privileges-name",
    "bad/db",
    "a privilege set has no name",
    "give it one",
  ],
  [
    "columns of every table",
    group({ tables: {}, columns: { "*": { SELECT: ["id"] } } }),
    "privileges-overlap",
    "bad/db",
    'privilege set "reports" lists columns of "*"',
    "name the table",
  ],
  [
    "a privilege in small letters",
    group({ tables: { "*": ["select" as "SELECT"] } }),
    "privileges-unknown",
    "bad/db",
    'privilege set "reports" has "select" on tables, which PostgreSQL doesn\'t know',
    "use SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER",
  ],
  [
    "a column's privilege that columns don't have",
    group({ tables: {}, columns: { orders: { ["DELETE" as "UPDATE"]: ["state"] } } }),
    "privileges-unknown",
    "bad/db",
    'privilege set "reports" has "DELETE" on columns, which PostgreSQL doesn\'t know',
    "use SELECT, INSERT, UPDATE, REFERENCES",
  ],
  [
    "a sequence's privilege that sequences don't have",
    group({ sequences: ["EXECUTE" as "USAGE"] }),
    "privileges-unknown",
    "bad/db",
    'privilege set "reports" has "EXECUTE" on sequences, which PostgreSQL doesn\'t know',
    "use SELECT, USAGE, UPDATE",
  ],
  [
    "a routine and all of them",
    group({ functions: true, definers: ["*", "purge()"] }),
    "privileges-overlap",
    "bad/db",
    'privilege set "reports" lists "*" and "purge()" under definers',
    'list "*" alone, or name every routine',
  ],
  [
    "what runs as its owner where no functions are executed",
    group({ definers: ["*"] }),
    "privileges-overlap",
    "bad/db",
    'privilege set "reports" lists "*" under definers, and executes no functions',
    "add functions: true, or name every routine",
  ],
  [
    "a routine with a dash",
    group({ definers: ["purge-all(integer)"] }),
    "identifier",
    "bad/db",
    'routine "purge-all" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a routine with half a list of types",
    group({ definers: ["purge(integer"] }),
    "identifier",
    "bad/db",
    'routine "purge(integer" doesn\'t end in the types of its arguments',
    'write them as in "purge(integer, text)"',
  ],
  [
    "a named routine in two schemas",
    group({ tables: {}, definers: ["purge"] }, ["a", "b"]),
    "privileges-schema",
    "bad/db",
    'privilege set "reports" names routines, which can be in any of its 2 schemas',
    "name the routines under bySchema, by the schema that they are in",
  ],
];
