import { TerraformStack, TerraformVariable } from "cdktf";
import {
  type DatabaseRoleProps,
  DatabaseSecretsEngine,
  type DatabaseSecretsEngineProps,
  Duration,
  PasswordPolicy,
  type PasswordPolicyProps,
  PostgresConnection,
  type PostgresConnectionProps,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  TlsCertificate,
} from "../../../constructs";
import { type BadInput, expectEachToBeFound } from "./expect-finding";

const NAME = "use letters, digits, dashes, dots and underscores, starting and ending with a letter or digit";
const PATH = "use names joined by slashes, without a slash at either end: team-a/database";
const TIME = "use a whole number of seconds, minutes, hours or days, above zero";
const UNKNOWN = "write it as text: policies and access.json hold it, and are written before";
const HOST =
  "write the name or the address alone, without scheme, port, user or path; an IPv6 address in brackets";

const engine = (props: DatabaseSecretsEngineProps) => (stack: TerraformStack) =>
  new DatabaseSecretsEngine(stack, "database", props);

const connection =
  (props: Partial<PostgresConnectionProps>, name = "appdb") =>
  (stack: TerraformStack) =>
    engine({})(stack).addPostgresConnection(name, {
      database: props.database ?? new PostgresDatabase(stack, "db", { databaseName: "appdb" }),
      endpoint: { host: "postgres" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
      ...props,
    });

const role =
  (props: Partial<DatabaseRoleProps>, name = "app") =>
  (stack: TerraformStack) =>
    connection({})(stack).addRole(name, { privileges: Privileges.readOnly(), ...props });

const policy = (props: PasswordPolicyProps) => (stack: TerraformStack) =>
  new PasswordPolicy(stack, "passwords", props);

const inputs: BadInput[] = [
  ["an engine path with a slash at its end", engine({ path: "database/" }), "mount-path", PATH],
  ["an engine path with a slash at its start", engine({ path: "/database" }), "mount-path", PATH],
  ["an empty engine path", engine({ path: "" }), "mount-path", PATH],
  ["an engine path with a wildcard", engine({ path: "data*" }), "mount-path", PATH],
  ["a lease TTL of zero", engine({ defaultLeaseTtl: Duration.seconds(0) }), "duration", TIME],
  ["a negative lease TTL", engine({ defaultLeaseTtl: Duration.hours(-1) }), "duration", TIME],
  ["half a second", engine({ defaultLeaseTtl: Duration.seconds(0.5) }), "duration", TIME],
  ["no number of hours", engine({ maxLeaseTtl: Duration.hours(NaN) }), "duration", TIME],
  [
    "a default lease longer than the maximum",
    engine({ defaultLeaseTtl: Duration.days(2) }),
    "ttl-order",
    "raise maxLeaseTtl or lower defaultLeaseTtl",
  ],
  [
    "an engine where Vault has its own",
    engine({ path: "sys/database" }),
    "mount-path",
    "choose another path",
  ],
  [
    "an engine inside another",
    (stack) => [engine({})(stack), new DatabaseSecretsEngine(stack, "other", { path: "database/sub" })],
    "duplicate-name",
    "give each a path beside the others",
  ],
  [
    "an engine path that only Terraform knows",
    (stack) => engine({ path: new TerraformVariable(stack, "path", {}).stringValue })(stack),
    "mount-path",
    UNKNOWN,
  ],
  [
    "a role name that only Terraform knows",
    (stack) => role({}, new TerraformVariable(stack, "name", {}).stringValue)(stack),
    "vault-name",
    UNKNOWN,
  ],
  ["a lease TTL that Vault can't count", engine({ maxLeaseTtl: Duration.days(200_000) }), "duration", TIME],
  [
    "a lease TTL of hours that only Terraform knows",
    (stack) =>
      engine({ maxLeaseTtl: Duration.hours(new TerraformVariable(stack, "hours", {}).numberValue) })(stack),
    "duration",
    "write the number down, or use Duration.seconds",
  ],
  ["a connection name with a slash", connection({}, "app/db"), "vault-name", NAME],
  [
    "a connection twice",
    (stack) => {
      const database = new PostgresDatabase(stack, "db", { databaseName: "appdb" });
      const props = {
        database,
        endpoint: { host: "a" },
        tls: PostgresTls.disabled(),
        rootCredential: RootCredential.generated(),
      };
      const mount = engine({})(stack);
      mount.addPostgresConnection("appdb", props);
      mount.addPostgresConnection("appdb", props);
    },
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  [
    "one account for two connections",
    (stack) => {
      const credential = new TerraformVariable(stack, "root", { type: "string" });
      for (const name of ["one", "two"]) {
        const database = { databaseName: name, owner: `${name}_owner`, account: "vault" };
        new DatabaseSecretsEngine(stack, name).addPostgresConnection("appdb", {
          database: PostgresDatabase.fromExisting(stack, `${name}-database`, database),
          endpoint: { host: "a" },
          tls: PostgresTls.disabled(),
          rootCredential: RootCredential.fromVariable(credential),
        });
      }
    },
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  [
    "a connection from elsewhere that is made here",
    (stack) => {
      const own = connection({})(stack);
      const database = PostgresDatabase.fromExisting(stack, "e", {
        databaseName: "a",
        owner: "o",
        account: "v",
      });
      PostgresConnection.fromName(stack, "appdb", { engine: own.engine, database });
    },
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  [
    "a database of another stack",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      connection({ database: new PostgresDatabase(other, "db", { databaseName: "appdb" }) })(stack);
    },
    "one-stack",
    "make both in one stack, or describe the database here by PostgresDatabase.fromExisting",
  ],
  [
    "a password policy of another stack",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      connection({ passwordPolicy: new PasswordPolicy(other, "passwords") })(stack);
    },
    "one-stack",
    "make it in the stack of the connection",
  ],
  [
    "a variable of another stack",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      const root = new TerraformVariable(other, "root", { type: "string" });
      connection({ rootCredential: RootCredential.fromVariable(root) })(stack);
    },
    "one-stack",
    "make it in the stack of the connection",
  ],
  [
    "a CA that is none",
    connection({ tls: PostgresTls.verifyFull({ ca: TlsCertificate.fromPem("junk") }) }),
    "certificate",
    "give the text of a PEM file: -----BEGIN CERTIFICATE-----…",
  ],
  ["a host with a scheme", connection({ endpoint: { host: "postgres://db" } }), "host", HOST],
  ["a host with a port", connection({ endpoint: { host: "db:5432" } }), "host", HOST],
  ["a host with a user", connection({ endpoint: { host: "root:secret@db" } }), "host", HOST],
  ["an empty host", connection({ endpoint: { host: "" } }), "host", HOST],
  ["port 0", connection({ endpoint: { host: "db", port: 0 } }), "port", "use a whole number from 1 to 65535"],
  [
    "port 65536",
    connection({ endpoint: { host: "db", port: 65_536 } }),
    "port",
    "use a whole number from 1 to 65535",
  ],
  ["generation 0", connection({ generation: 0 }), "generation", "use a whole number of 1 or more"],
  ["generation 1.5", connection({ generation: 1.5 }), "generation", "use a whole number of 1 or more"],
  [
    "no open connection",
    connection({ maxOpenConnections: 0 }),
    "pool-limits",
    "use a whole number from 1 to 1000",
  ],
  [
    "more idle than open connections",
    connection({ maxOpenConnections: 2, maxIdleConnections: 3 }),
    "pool-limits",
    "use a whole number from 1 to 2",
  ],
  [
    "a connection lifetime of zero",
    connection({ maxConnectionLifetime: Duration.seconds(0) }),
    "duration",
    TIME,
  ],
  [
    "a user name template without chance",
    connection({ usernameTemplate: "app-{{.RoleName}}" }),
    "username-template",
    "add {{random 20}} to it",
  ],
  [
    "a user name template by the second",
    connection({ usernameTemplate: "app-{{unix_time}}" }),
    "username-template",
    "add {{random 20}} to it",
  ],
  [
    "a user name template with a quote",
    connection({ usernameTemplate: "o'{{random 20}}" }),
    "username-template",
    "use letters, digits, dashes, dots and underscores around {{…}}",
  ],
  [
    "a user name template with the name of whoever asks",
    connection({ usernameTemplate: "{{.DisplayName}}-{{random 20}}" }),
    "username-template",
    "leave .DisplayName out; the audit log says who asked",
  ],
  [
    "a relative CA file",
    connection({ tls: PostgresTls.verifyFull({ caFile: "ca.pem" }) }),
    "ca-file",
    "write the absolute path of a PEM file on every Vault server: /etc/vault/postgres-ca.pem",
  ],
  [
    "a literal root password",
    connection({ rootCredential: RootCredential.fromEphemeral("hunter2") }),
    "no-literal-password",
    "pass an expression such as ${ephemeral.….value}, or use RootCredential.generated()",
  ],
  [
    "a generated password for a DBA's account",
    (stack) =>
      connection({
        database: PostgresDatabase.fromExisting(stack, "db", { databaseName: "a", owner: "o", account: "v" }),
      })(stack),
    "root-credential",
    "for a database from fromExisting use RootCredential.fromVariable or fromEphemeral; for a second connection to one database describe an account of its own",
  ],
  ["a role name with a space", role({}, "my app"), "vault-name", NAME],
  ["a role without a name", role({}, ""), "vault-name", NAME],
  [
    "a role twice",
    (stack) => {
      const to = connection({})(stack);
      to.addRole("app", { privileges: Privileges.readOnly() });
      to.addRole("app", { privileges: Privileges.readOnly() });
    },
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  ["a role's TTL of zero", role({ defaultTtl: Duration.minutes(0) }), "duration", TIME],
  [
    "a role's default TTL above its maximum",
    role({ defaultTtl: Duration.hours(2), maxTtl: Duration.hours(1) }),
    "ttl-order",
    "raise maxTtl or lower defaultTtl",
  ],
  ["passwords of 8 characters", policy({ length: 8 }), "password-policy", "use 20 to 100 characters"],
  [
    "an empty set of characters",
    policy({ charsets: [""] }),
    "password-policy",
    "name the characters, or leave the prop out",
  ],
  [
    "more sets of characters than characters",
    policy({ length: 20, charsets: [..."abcdefghijklmnopqrstuvwxyz"] }),
    "password-policy",
    "use fewer sets, or more characters",
  ],
  [
    "passwords of one character",
    policy({ charsets: ["a"] }),
    "password-policy",
    "use more characters, for 100 bits or more",
  ],
  [
    "characters that need escaping",
    policy({ charsets: ["ab'c"] }),
    "password-policy",
    "leave out quotes, backslashes, braces, $, % and everything outside ASCII: passwords go through URLs and SQL",
  ],
  [
    "a connection from elsewhere with a slash",
    (stack) =>
      PostgresConnection.fromName(stack, "a/b", {
        engine: DatabaseSecretsEngine.fromPath(stack, "e", "database"),
        database: new PostgresDatabase(stack, "db", { databaseName: "a" }),
      }),
    "vault-name",
    NAME,
  ],
  [
    "two engines on one path",
    (stack) => [engine({})(stack), new DatabaseSecretsEngine(stack, "other", { path: "database" })],
    "duplicate-name",
    "give each a path beside the others",
  ],
  [
    "one role name on two connections of an engine",
    (stack) => {
      const mount = engine({})(stack);
      for (const name of ["one", "two"]) {
        const database = new PostgresDatabase(stack, name, { databaseName: name });
        const props = {
          endpoint: { host: "a" },
          tls: PostgresTls.disabled(),
          rootCredential: RootCredential.generated(),
        };
        mount
          .addPostgresConnection(name, { database, ...props })
          .addRole("app", { privileges: Privileges.readOnly() });
      }
    },
    "duplicate-name",
    "give each its own name, or keep the one",
  ],
  [
    "an engine from elsewhere with an empty path",
    (stack) => DatabaseSecretsEngine.fromPath(stack, "e", ""),
    "mount-path",
    PATH,
  ],
];

describe("a connection or role with a wrong input is refused:", () => expectEachToBeFound(inputs));
