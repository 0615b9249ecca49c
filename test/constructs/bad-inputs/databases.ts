import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { TerraformStack, TerraformVariable } from "cdktf";
import {
  BreakGlassAccess,
  type ImportedPostgresDatabaseProps,
  PostgresDatabase,
  type PostgresDatabaseProps,
  Privileges,
} from "../../../constructs";
import type { BadInput } from "./bad-input";

const PLAIN =
  "use lower-case letters, digits and underscores, not starting with a digit, so that nobody has to quote it";
const UNKNOWN =
  "write it as text: policies and access.json contain it, and are written before Terraform runs";
const OWN_NAME = "give each its own name, or keep only one";
const ROLES = "give the owner, the account, its issuer and every group a name of its own";

const database = (props: Partial<PostgresDatabaseProps>) => (stack: TerraformStack) =>
  new PostgresDatabase(stack, "db", { databaseName: "appdb", ...props });

const existing = (stack: TerraformStack, groups: Record<string, string>) =>
  PostgresDatabase.fromExisting(stack, "db", { databaseName: "a", owner: "o", account: "v", groups });

const RENAME = "rename it there, or describe another one";

const there =
  (props: Partial<ImportedPostgresDatabaseProps>, id = "db") =>
  (stack: TerraformStack) =>
    PostgresDatabase.fromExisting(stack, id, { databaseName: "a", owner: "o", account: "v", ...props });

const keeping = (lists: object) => (stack: TerraformStack) =>
  PostgresDatabase.fromExisting(stack, "db", { databaseName: "a", owner: "o", account: "v", ...lists });

const variable = (stack: TerraformStack) =>
  new TerraformVariable(stack, "name", { type: "string" }).stringValue;

export const BAD_DATABASES: readonly BadInput[] = [
  [
    "a database without a name",
    database({ databaseName: "" }),
    "identifier",
    "bad/db",
    'database "" is not a plain PostgreSQL name',
    "give it a name",
  ],
  [
    "a database name with capitals",
    database({ databaseName: "AppDb" }),
    "identifier",
    "bad/db",
    'database "AppDb" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database name with a dash",
    database({ databaseName: "app-db" }),
    "identifier",
    "bad/db",
    'database "app-db" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database name with a quote",
    database({ databaseName: 'app"db' }),
    "identifier",
    "bad/db",
    'database "app"db" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database name that starts with a digit",
    database({ databaseName: "1app" }),
    "identifier",
    "bad/db",
    'database "1app" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database name with a space",
    database({ databaseName: "app db" }),
    "identifier",
    "bad/db",
    'database "app db" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database name outside ASCII",
    database({ databaseName: "äpfel" }),
    "identifier",
    "bad/db",
    'database "äpfel" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database name of 64 characters",
    database({ databaseName: "a".repeat(64) }),
    "identifier",
    "bad/db",
    'database "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" is not a plain PostgreSQL name',
    "use at most 63 characters; it has 64",
  ],
  [
    "a database called by a key word",
    database({ databaseName: "user" }),
    "identifier",
    "bad/db",
    'database "user" is not a plain PostgreSQL name',
    "choose another name: USER is a key word of SQL",
  ],
  [
    "a database name that PostgreSQL keeps",
    database({ databaseName: "pg_app" }),
    "identifier",
    "bad/db",
    'database "pg_app" is not a plain PostgreSQL name',
    "don't start it with pg_, which PostgreSQL reserves for itself",
  ],
  [
    "an owner with capitals",
    database({ owner: "Owner" }),
    "identifier",
    "bad/db",
    'owner "Owner" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "an owner called public",
    database({ owner: "public" }),
    "identifier",
    "bad/db",
    'owner "public" is not a plain PostgreSQL name',
    "choose another name: PUBLIC is a key word of SQL",
  ],
  [
    "an account with an injection",
    database({ account: "v; DROP TABLE x" }),
    "identifier",
    "bad/db",
    'account "v; DROP TABLE x" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "an account whose issuer would be cut off",
    database({ account: "v".repeat(60) }),
    "identifier",
    "bad/db",
    'issuer of the account "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv_issuer" is not a plain PostgreSQL name',
    "use at most 63 characters; it has 67",
  ],
  [
    "a schema with a dot",
    database({ schemas: ["a.b"] }),
    "identifier",
    "bad/db",
    'schema "a.b" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "no schema",
    database({ schemas: [] }),
    "schemas",
    "bad/db",
    "the list of schemas is empty",
    'name at least one schema, or leave the prop out for ["public"]',
  ],
  [
    "a schema twice",
    database({ schemas: ["app", "app"] }),
    "schemas",
    "bad/db",
    'schema "app" is listed twice',
    "list it once",
  ],
  [
    "owner and account of one name",
    database({ owner: "same", account: "same" }),
    "role-clash",
    "bad/db",
    '"same" would be two roles of this database at once',
    ROLES,
  ],
  [
    "a group of the owner's name",
    (stack) => database({ owner: "appdb_read_only" })(stack).group(Privileges.readOnly()),
    "role-clash",
    "bad/db",
    '"appdb_read_only" would be two roles of this database at once',
    ROLES,
  ],
  [
    "one owner for two databases",
    (stack) =>
      ["a", "b"].map((name) => new PostgresDatabase(stack, name, { databaseName: name, owner: "app_owner" })),
    "duplicate-name",
    "bad/b",
    'PostgreSQL role "app_owner" is already taken by bad/a',
    OWN_NAME,
  ],
  [
    "a break-glass role with a dash",
    (stack) => new BreakGlassAccess(stack, "bg", { database: database({})(stack), roleName: "break-glass" }),
    "identifier",
    "bad/bg",
    'break-glass role "break-glass" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database that every server has",
    database({ databaseName: "postgres" }),
    "identifier",
    "bad/db",
    'database "postgres" is not a plain PostgreSQL name',
    "choose another name: every PostgreSQL server has one of this name",
  ],
  [
    "a database name that only Terraform knows",
    (stack) => database({ databaseName: variable(stack) })(stack),
    "identifier",
    "bad/db",
    "the name of the database is known only when Terraform runs",
    UNKNOWN,
  ],
  [
    "an owner called like the account's issuer",
    database({ owner: "vault_appdb_issuer" }),
    "role-clash",
    "bad/db",
    '"vault_appdb_issuer" would be two roles of this database at once',
    ROLES,
  ],
  [
    "a break-glass role called like the account's issuer",
    (stack) =>
      new BreakGlassAccess(stack, "bg", { database: database({})(stack), roleName: "vault_appdb_issuer" }),
    "duplicate-name",
    "bad/bg",
    'PostgreSQL role "vault_appdb_issuer" is already taken by bad/db',
    OWN_NAME,
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
    "bad/b",
    'PostgreSQL database "appdb" is already taken by bad/a',
    OWN_NAME,
  ],
  [
    "a break-glass account of another stack's database",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      new BreakGlassAccess(stack, "bg", { database: database({})(other) });
    },
    "one-stack",
    "bad/bg",
    'database "appdb" is made in stack "bad-other"',
    "make both in one stack, or describe the database here with PostgresDatabase.fromExisting",
  ],
  [
    "an existing group for the owner",
    (stack) => existing(stack, { owner: "other" }).group(Privileges.owner()),
    "groups",
    "bad/db",
    'groups names the privilege set "owner", which no role has',
    "add a role that has the set",
  ],
  [
    "a login that keeps its access and loses it",
    keeping({ keepsAccess: ["shop"], losesAccess: ["shop"] }),
    "kept-access",
    "bad/db",
    '"shop" is in keepsAccess and in losesAccess',
    "leave it in one of them",
  ],
  [
    "a login that keeps its access twice",
    keeping({ keepsAccess: ["shop", "shop"] }),
    "kept-access",
    "bad/db",
    'keepsAccess lists "shop" twice',
    "list it once",
  ],
  [
    "a login that loses its access without a name",
    keeping({ losesAccess: [""] }),
    "kept-access",
    "bad/db",
    'losesAccess names "", which is no role',
    "name the login of an application, or a role that its logins are members of",
  ],
  [
    "PUBLIC that keeps its access",
    keeping({ keepsAccess: ["PUBLIC"] }),
    "kept-access",
    "bad/db",
    'keepsAccess names "PUBLIC", which is no role',
    "name the login of an application, or a role that its logins are members of",
  ],
  [
    "Vault's account that keeps its access",
    keeping({ keepsAccess: ["v"] }),
    "kept-access",
    "bad/db",
    'keepsAccess names "v", which is a role of the database itself',
    "take it out: the stack says what it may",
  ],
  [
    "a login that keeps its access whose name only Terraform knows",
    (stack) => keeping({ keepsAccess: [variable(stack)] })(stack),
    "kept-access",
    "bad/db",
    "the name in keepsAccess is known only when Terraform runs",
    UNKNOWN,
  ],
  [
    "an existing group of a set that no role has",
    (stack) => existing(stack, { readonly: "readers" }).group(Privileges.readOnly()),
    "groups",
    "bad/db",
    'groups names the privilege set "readonly", which no role has',
    "use the name of a set that a role has: read_only",
  ],
  [
    "existing groups of a database without roles",
    (stack) => existing(stack, { read_only: "readers" }),
    "groups",
    "bad/db",
    'groups names the privilege set "read_only", which no role has',
    "add a role that has the set",
  ],
  [
    "an existing database from which PostgreSQL makes others",
    there({ databaseName: "template1" }),
    "identifier",
    "bad/db",
    `database "template1" can't be used under that name: PostgreSQL makes other databases from it`,
    RENAME,
  ],
  [
    "an existing database without a name",
    there({ databaseName: "" }),
    "identifier",
    "bad/db",
    'database "" is no name',
    "give it a name",
  ],
  [
    "an existing database whose name has a line end",
    there({ databaseName: "app\nDROP" }),
    "identifier",
    "bad/db",
    String.raw`database "app\nDROP" can't be used under that name: it has a control character, which would end a line of what a DBA runs`,
    RENAME,
  ],
  [
    "an existing schema of PostgreSQL's own",
    there({ schemas: ["pg_catalog"] }),
    "identifier",
    "bad/db",
    `schema "pg_catalog" can't be used under that name: it is one of PostgreSQL's own`,
    RENAME,
  ],
  [
    "an existing schema whose name is longer than PostgreSQL keeps",
    there({ schemas: ["ä".repeat(32)] }),
    "identifier",
    "bad/db",
    `schema "${"ä".repeat(32)}" can't be used under that name: it has 64 bytes, and PostgreSQL keeps 63`,
    RENAME,
  ],
  [
    "an existing owner with a semicolon",
    there({ owner: "a;b" }),
    "identifier",
    "bad/db",
    `owner "a;b" can't be used under that name: Vault takes the semicolon for the end of a statement`,
    RENAME,
  ],
  [
    "the superuser of every server as owner",
    there({ owner: "postgres" }),
    "identifier",
    "bad/db",
    `owner "postgres" can't be used under that name: every server has a role of that name, which may do everything`,
    RENAME,
  ],
  [
    "PUBLIC as owner",
    there({ owner: "public" }),
    "identifier",
    "bad/db",
    `owner "public" can't be used under that name: no role can have that name`,
    RENAME,
  ],
  [
    "an existing account with a double quote",
    there({ account: 'a"b' }),
    "identifier",
    "bad/db",
    String.raw`account "a\"b" can't be used under that name: Vault writes it between double quotes as it is`,
    RENAME,
  ],
  [
    "an existing schema whose name Terraform would read",
    there({ schemas: ["a%{b}"] }),
    "identifier",
    "bad/db",
    'schema "a%{b}" can\'t be used under that name: Terraform takes ${ and %{ for the beginning of an expression',
    RENAME,
  ],
  [
    "two existing databases of a server whose roles would be called the same",
    (stack) => {
      const provider = new PostgresqlProvider(stack, "two", { alias: "two" });
      there({ databaseName: "shop-prod", provider, account: "vault_1" }, "first")(stack);
      there({ databaseName: "shop.prod", provider, account: "vault_2" }, "second")(stack);
    },
    "role-clash",
    "bad/second",
    'databases "shop-prod" and "shop.prod" would share the role "shop_prod_public"',
    "rename one of them, or describe them on servers of their own",
  ],

  [
    "a database name with capitals and a break-glass role",
    (stack) => new BreakGlassAccess(stack, "bg", { database: database({ databaseName: "AppDb" })(stack) }),
    "identifier",
    "bad/db",
    'database "AppDb" is not a plain PostgreSQL name',
    PLAIN,
  ],
  [
    "a database with its roles twice",
    (stack) =>
      ["a", "b"].map((name) =>
        new PostgresDatabase(stack, name, { databaseName: "appdb" }).group(Privileges.readOnly()),
      ),
    "duplicate-name",
    "bad/b",
    'PostgreSQL database "appdb" is already taken by bad/a',
    OWN_NAME,
  ],
  [
    "no schema for a privilege set",
    (stack) => database({ schemas: [] })(stack).group(Privileges.readOnly()),
    "schemas",
    "bad/db",
    "the list of schemas is empty",
    'name at least one schema, or leave the prop out for ["public"]',
  ],
  [
    "one owner for two databases of a server that has an alias",
    (stack) => {
      const provider = new PostgresqlProvider(stack, "eu", { alias: "eu" });
      for (const name of ["a", "b"])
        new PostgresDatabase(stack, name, { databaseName: name, owner: "app_owner", provider });
    },
    "duplicate-name",
    "bad/b",
    'PostgreSQL role of eu "app_owner" is already taken by bad/a',
    OWN_NAME,
  ],
];
