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

const database = (props: Partial<PostgresDatabaseProps>) => (stack: TerraformStack) =>
  new PostgresDatabase(stack, "db", { databaseName: "appdb", ...props });

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
  [
    "another owner without a schema",
    database({ otherOwners: [{ name: "billing_owner", schemas: [] }] }),
    "other-owners",
    "bad/db",
    'other owner "billing_owner" makes objects in no schema',
    "name a schema, or leave the owner out",
  ],
  [
    "a schema of two other owners",
    database({
      otherOwners: [
        { name: "billing_owner", schemas: ["billing"] },
        { name: "archive_owner", schemas: ["billing"] },
      ],
    }),
    "schemas",
    "bad/db",
    'schema "billing" is listed twice',
    "list it once",
  ],
  [
    "another owner whose name has to be quoted",
    database({ otherOwners: [{ name: "Billing", schemas: ["billing"] }] }),
    "identifier",
    "bad/db",
    'other owner "Billing" is not a plain PostgreSQL name',
    "use lower-case letters, digits and underscores, not starting with a digit, so that nobody has to quote it",
  ],
  [
    "another owner who is the owner",
    database({ otherOwners: [{ name: "appdb_owner", schemas: ["billing"] }] }),
    "role-clash",
    "bad/db",
    '"appdb_owner" would be two roles of this database at once',
    "give the owner, the account, its issuer and every group a name of its own",
  ],
  [
    "a set that acts as an owner whom nobody named",
    (stack) => database({})(stack).group(Privileges.owner("billing_owner")),
    "other-owners",
    "bad/db",
    'privilege set "billing_owner" acts as a role that owns nothing in database "appdb"',
    "add it to otherOwners of the database, or use Privileges.owner()",
  ],
  [
    "a set that names the owner of the database",
    (stack) => database({})(stack).group(Privileges.owner("appdb_owner")),
    "other-owners",
    "bad/db",
    'privilege set "appdb_owner" is that of the owner of database "appdb"',
    "write Privileges.owner()",
  ],
  [
    "a schema for extensions that is one to grant in",
    database({ schemas: ["public", "ext"], extensionSchemas: ["ext"] }),
    "extension-schemas",
    "bad/db",
    'schema "ext" is for extensions, and one of the schemas in which something is granted',
    "give extensions a schema of their own: nobody can grant on what is an extension's",
  ],
  [
    "a schema for extensions that every database has",
    database({ schemas: ["sales"], extensionSchemas: ["public"] }),
    "identifier",
    "bad/db",
    'extension schema "public" is not a plain PostgreSQL name',
    "choose another name: every PostgreSQL server has one of this name",
  ],
  [
    "a schema that is PostgreSQL's own",
    database({ schemas: ["information_schema"] }),
    "identifier",
    "bad/db",
    'schema "information_schema" is not a plain PostgreSQL name',
    "choose another name: every PostgreSQL server has one of this name",
  ],
  [
    "schema public for extensions, in which something is granted",
    database({ extensionSchemas: ["public"] }),
    "extension-schemas",
    "bad/db",
    'schema "public" is for extensions, and one of the schemas in which something is granted',
    "give extensions a schema of their own: nobody can grant on what is an extension's",
  ],
  [
    "a schema for extensions twice",
    database({ extensionSchemas: ["ext", "ext"] }),
    "extension-schemas",
    "bad/db",
    'extension schema "ext" is listed twice',
    "list it once",
  ],
  [
    "a set that allows something in a schema for extensions",
    group(
      { extensionSchemas: ["ext"] },
      { bySchema: { public: SchemaPrivileges.readOnly(), ext: SchemaPrivileges.readOnly() } },
    ),
    "privileges-schema",
    "bad/db",
    'privilege set "reports" allows something in schema "ext", which is for extensions',
    `leave "ext" out: every set may use it, and what is in it is the extensions'`,
  ],
];
