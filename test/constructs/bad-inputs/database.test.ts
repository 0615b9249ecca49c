import { TerraformStack, TerraformVariable } from "cdktf";
import {
  BreakGlassAccess,
  PostgresDatabase,
  type PostgresDatabaseProps,
  Privileges,
  type PrivilegesProps,
} from "../../../constructs";
import { type BadInput, expectEachToBeFound } from "./expect-finding";

const PLAIN =
  "use lower-case letters, digits and underscores, not starting with a digit, so that nobody has to quote it";

const UNKNOWN = "write it as text: policies and access.json hold it, and are written before";

const database = (props: Partial<PostgresDatabaseProps>) => (stack: TerraformStack) =>
  new PostgresDatabase(stack, "db", { databaseName: "appdb", ...props });

const existing = (stack: TerraformStack, groups: Record<string, string>) =>
  PostgresDatabase.fromExisting(stack, "db", { databaseName: "a", owner: "o", account: "v", groups });

const variable = (stack: TerraformStack) =>
  new TerraformVariable(stack, "name", { type: "string" }).stringValue;

const group = (props: Partial<PrivilegesProps>, schemas?: string[]) => (stack: TerraformStack) =>
  database({ schemas })(stack).group(
    Privileges.of({ name: "reports", tables: { "*": ["SELECT"] }, ...props }),
  );

const inputs: BadInput[] = [
  ["a database without a name", database({ databaseName: "" }), "identifier", "give it a name"],
  ["a database name with capitals", database({ databaseName: "AppDb" }), "identifier", PLAIN],
  ["a database name with a dash", database({ databaseName: "app-db" }), "identifier", PLAIN],
  ["a database name with a quote", database({ databaseName: 'app"db' }), "identifier", PLAIN],
  ["a database name that starts with a digit", database({ databaseName: "1app" }), "identifier", PLAIN],
  ["a database name with a space", database({ databaseName: "app db" }), "identifier", PLAIN],
  ["a database name outside ASCII", database({ databaseName: "äpfel" }), "identifier", PLAIN],
  [
    "a database name of 64 characters",
    database({ databaseName: "a".repeat(64) }),
    "identifier",
    "use at most 63 characters; it has 64",
  ],
  [
    "a database called by a key word",
    database({ databaseName: "user" }),
    "identifier",
    "choose another name: USER is a key word of SQL",
  ],
  [
    "a database name that PostgreSQL keeps",
    database({ databaseName: "pg_app" }),
    "identifier",
    "choose another start than pg_, which PostgreSQL keeps to itself",
  ],
  ["an owner with capitals", database({ owner: "Owner" }), "identifier", PLAIN],
  [
    "an owner called public",
    database({ owner: "public" }),
    "identifier",
    "choose another name: PUBLIC is a key word of SQL",
  ],
  ["an account with an injection", database({ account: "v; DROP TABLE x" }), "identifier", PLAIN],
  [
    "an account whose issuer would be cut off",
    database({ account: "v".repeat(60) }),
    "identifier",
    "use at most 63 characters; it has 67",
  ],
  ["a schema with a dot", database({ schemas: ["a.b"] }), "identifier", PLAIN],
  [
    "no schema",
    database({ schemas: [] }),
    "schemas",
    'name at least one schema, or leave the prop out for ["public"]',
  ],
  ["a schema twice", database({ schemas: ["app", "app"] }), "schemas", "list it once"],
  [
    "owner and account of one name",
    database({ owner: "same", account: "same" }),
    "role-clash",
    "owner, account, its issuer and every group need names of their own",
  ],
  [
    "a group of the owner's name",
    (stack) => database({ owner: "appdb_read_only" })(stack).group(Privileges.readOnly()),
    "role-clash",
    "owner, account, its issuer and every group need names of their own",
  ],
  ["a privilege set with a dash", group({ name: "my-reports" }), "identifier", PLAIN],
  [
    "a group name that would be cut off",
    group({ name: "r".repeat(60) }),
    "identifier",
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
    "give each set its own name, or use one set for both roles",
  ],
  [
    "a set that allows nothing",
    group({ tables: undefined }),
    "privileges-empty",
    "name a table, column or sequence it may use, or leave the role out",
  ],
  [
    "a table without a privilege",
    group({ tables: { orders: [] } }),
    "privileges-empty",
    "name the privileges, or leave the table out",
  ],
  [
    "columns without a name",
    group({ tables: {}, columns: { orders: { SELECT: [] } } }),
    "privileges-empty",
    "name the privileges, or leave the table out",
  ],
  [
    "a set without a schema",
    group({ schemas: [] }),
    "privileges-schema",
    "name one, or leave the prop out for every schema of the database",
  ],
  [
    "a set of a schema that isn't there",
    group({ schemas: ["other"] }),
    "privileges-schema",
    'add "other" to the schemas of the database, or use "public"',
  ],
  [
    "named tables in two schemas",
    group({ tables: { orders: ["SELECT"] } }, ["a", "b"]),
    "privileges-schema",
    "name the one schema the tables are in; make another set for another schema",
  ],
  [
    "all tables and a named one",
    group({ tables: { "*": ["SELECT"], orders: ["INSERT"] } }),
    "privileges-overlap",
    'list "*" alone, or name every table',
  ],
  [
    "a table with columns of its own",
    group({ tables: { orders: ["SELECT"] }, columns: { orders: { UPDATE: ["state"] } } }),
    "privileges-overlap",
    "list it in one of the two",
  ],
  ["a table name with capitals", group({ tables: { Orders: ["SELECT"] } }), "identifier", PLAIN],
  [
    "a column name with a quote",
    group({ tables: {}, columns: { orders: { SELECT: ['a"b'] } } }),
    "identifier",
    PLAIN,
  ],
  [
    "one owner for two databases",
    (stack) =>
      ["a", "b"].map((name) => new PostgresDatabase(stack, name, { databaseName: name, owner: "app_owner" })),
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  [
    "a break-glass role with a dash",
    (stack) => new BreakGlassAccess(stack, "bg", { database: database({})(stack), roleName: "break-glass" }),
    "identifier",
    PLAIN,
  ],
  [
    "a database that every server has",
    database({ databaseName: "postgres" }),
    "identifier",
    "choose another name: PostgreSQL has it itself",
  ],
  [
    "a database name that only Terraform knows",
    (stack) => database({ databaseName: variable(stack) })(stack),
    "identifier",
    UNKNOWN,
  ],
  [
    "an owner called like the account's issuer",
    database({ owner: "vault_appdb_issuer" }),
    "role-clash",
    "owner, account, its issuer and every group need names of their own",
  ],
  [
    "a break-glass role called like the account's issuer",
    (stack) =>
      new BreakGlassAccess(stack, "bg", { database: database({})(stack), roleName: "vault_appdb_issuer" }),
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  [
    "a database twice",
    (stack) =>
      ["a", "b"].map(
        (name) =>
          new PostgresDatabase(stack, name, {
            databaseName: "appdb",
            owner: `${name}_o`,
            account: `${name}_v`,
          }),
      ),
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  [
    "a break-glass account of another stack's database",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      new BreakGlassAccess(stack, "bg", { database: database({})(other) });
    },
    "one-stack",
    "make both in one stack, or describe the database here by PostgresDatabase.fromExisting",
  ],
  ["a privilege set without a name", group({ name: "" }), "privileges-name", "give it one"],
  [
    "columns of every table",
    group({ tables: {}, columns: { "*": { SELECT: ["id"] } } }),
    "privileges-overlap",
    "name the table",
  ],
  [
    "an existing group for the owner",
    (stack) => existing(stack, { owner: "other" }).group(Privileges.owner()),
    "groups",
    "add a role that has the set",
  ],
  [
    "a privilege in small letters",
    group({ tables: { "*": ["select" as "SELECT"] } }),
    "privileges-unknown",
    "use SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER",
  ],
  [
    "a column's privilege that columns don't have",
    group({ tables: {}, columns: { orders: { ["DELETE" as "UPDATE"]: ["state"] } } }),
    "privileges-unknown",
    "use SELECT, INSERT, UPDATE, REFERENCES",
  ],
  [
    "a sequence's privilege that sequences don't have",
    group({ sequences: ["EXECUTE" as "USAGE"] }),
    "privileges-unknown",
    "use SELECT, USAGE, UPDATE",
  ],
  [
    "an existing group of a set that no role has",
    (stack) => existing(stack, { readonly: "readers" }).group(Privileges.readOnly()),
    "groups",
    "use the name of a set that a role has: read_only",
  ],
  [
    "existing groups of a database without roles",
    (stack) => existing(stack, { read_only: "readers" }),
    "groups",
    "add a role that has the set",
  ],
  [
    "an existing database with a dash",
    (stack) =>
      PostgresDatabase.fromExisting(stack, "db", { databaseName: "app-db", owner: "o", account: "a" }),
    "identifier",
    PLAIN,
  ],
];

describe("a database with a wrong input is refused:", () => expectEachToBeFound(inputs));
