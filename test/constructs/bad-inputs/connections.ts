import { TerraformStack, TerraformVariable } from "cdktf";
import {
  DatabaseSecretsEngine,
  Duration,
  PasswordPolicy,
  PostgresConnection,
  type PostgresConnectionProps,
  PostgresDatabase,
  PostgresTls,
  RootCredential,
  TlsCertificate,
} from "../../../constructs";
import { type BadInput, addConnection } from "./bad-input";

const NAME =
  "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore";
const TIME = "use a whole number of seconds, minutes, hours or days, above zero";
const OWN_NAME = "give each its own name, or keep only one";
const HOST =
  "write the name or the address alone, without scheme, port, user or path; an IPv6 address in brackets";

const connection =
  (props: Partial<PostgresConnectionProps>, name = "appdb") =>
  (stack: TerraformStack) =>
    addConnection(stack, props, name);

export const BAD_CONNECTIONS: readonly BadInput[] = [
  [
    "a connection name with a slash",
    connection({}, "app/db"),
    "vault-name",
    "bad/database/app--db",
    'connection "app/db" can\'t be part of a Vault path',
    NAME,
  ],
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
      const mount = new DatabaseSecretsEngine(stack, "database");
      mount.addPostgresConnection("appdb", props);
      mount.addPostgresConnection("appdb", props);
    },
    "duplicate-name",
    "bad/database/connection-appdb",
    'Vault path "database/config/appdb" is already taken by bad/database/appdb',
    OWN_NAME,
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
    "bad/two/appdb",
    'account "vault at a:5432" is already taken by bad/one/appdb',
    OWN_NAME,
  ],
  [
    "a connection from elsewhere that is made here",
    (stack) => {
      const own = addConnection(stack);
      const database = PostgresDatabase.fromExisting(stack, "e", {
        databaseName: "a",
        owner: "o",
        account: "v",
      });
      PostgresConnection.fromName(stack, "appdb", { engine: own.engine, database });
    },
    "duplicate-name",
    "bad/appdb",
    'Vault path "database/config/appdb" is already taken by bad/database/appdb',
    OWN_NAME,
  ],
  [
    "a database of another stack",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      connection({ database: new PostgresDatabase(other, "db", { databaseName: "appdb" }) })(stack);
    },
    "one-stack",
    "bad/database/appdb",
    'database "appdb" is made in stack "bad-other"',
    "make both in one stack, or describe the database here with PostgresDatabase.fromExisting",
  ],
  [
    "a password policy of another stack",
    (stack) => {
      const other = new TerraformStack(stack.node.root, "bad-other");
      connection({ passwordPolicy: new PasswordPolicy(other, "passwords") })(stack);
    },
    "one-stack",
    "bad/database/appdb",
    '"passwords" is made in stack "bad-other"',
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
    "bad/database/appdb",
    '"root" is made in stack "bad-other"',
    "make it in the stack of the connection",
  ],
  [
    "a CA that is none",
    connection({ tls: PostgresTls.verifyFull({ ca: TlsCertificate.fromPem("junk") }) }),
    "certificate",
    "bad/database/appdb",
    "the CA is not a certificate in PEM format",
    "pass the text of a PEM file: -----BEGIN CERTIFICATE-----…",
  ],
  ...(
    [
      ["no host", { hosts: [] }, "hosts is empty, so Vault gets nowhere", "name at least one"],
      [
        "a host twice",
        { hosts: [{ host: "a" }, { host: "a", port: 5432 }] },
        '"a:5432" is in hosts twice',
        "name each once",
      ],
      [
        "an address of IPv6 among several hosts",
        { hosts: [{ host: "a" }, { host: "[::1]" }] },
        '"[::1]" is one of several hosts, and Vault\'s driver reads no address of IPv6 among several',
        "write a name that stands for it",
      ],
      ...(["any", "read-only", "standby", "prefer-standby"] as const).map(
        (targetSessionAttrs) =>
          [
            `hosts of which Vault takes one that is ${targetSessionAttrs}`,
            { hosts: [{ host: "a" }, { host: "b" }], targetSessionAttrs },
            `targetSessionAttrs is "${targetSessionAttrs}", by which Vault gets to a standby, where it can make no role`,
            'use "read-write" or "primary"',
          ] as const,
      ),
    ] as const
  ).map(([what, endpoint, message, fix]): BadInput => [
    what,
    connection({ endpoint }),
    "hosts",
    "bad/database/appdb",
    message,
    fix,
  ]),
  [
    "a CA in Vault's configuration for several hosts",
    connection({
      endpoint: { hosts: [{ host: "a" }, { host: "b" }] },
      tls: PostgresTls.verifyFull({ ca: TlsCertificate.fromFile("ca.pem") }),
    }),
    "hosts",
    "bad/database/appdb",
    "HashiCorp Vault, with a ca, looks for the first host's name in the certificate of each",
    "give the CA as caFile, which holds for both products",
  ],
  ...(
    [
      ["certFile", { certFile: "client.pem", keyFile: "/client.key" }, '"client.pem" is not', "client.pem"],
      ["keyFile", { certFile: "/client.pem", keyFile: "" }, '"" is not', "client.key"],
    ] as const
  ).map(([what, clientCertificate, message, example]): BadInput => [
    `a client certificate's ${what} that is no path`,
    connection({ tls: PostgresTls.verifyFull({ clientCertificate }) }),
    "client-certificate",
    "bad/database/appdb",
    `${message} the absolute path of a file`,
    `write the absolute path of a PEM file on every Vault server: /etc/vault/postgres-${example}`,
  ]),
  [
    "a client certificate with a CA in Vault's configuration",
    connection({
      tls: PostgresTls.verifyFull({
        ca: TlsCertificate.fromFile("ca.pem"),
        clientCertificate: { certFile: "/client.pem", keyFile: "/client.key" },
      }),
    }),
    "client-certificate",
    "bad/database/appdb",
    "HashiCorp Vault, with a ca, leaves out the client certificate that a URL names",
    "give the CA as caFile, which holds for both products",
  ],
  [
    "a host with a scheme",
    connection({ endpoint: { host: "postgres://db" } }),
    "host",
    "bad/database/appdb",
    '"postgres://db" is not a host name or an IP address',
    HOST,
  ],
  [
    "a host with a port",
    connection({ endpoint: { host: "db:5432" } }),
    "host",
    "bad/database/appdb",
    '"db:5432" is not a host name or an IP address',
    HOST,
  ],
  [
    "a host with a user",
    connection({ endpoint: { host: "root:secret@db" } }),
    "host",
    "bad/database/appdb",
    '"…@db" is not a host name or an IP address',
    HOST,
  ],
  [
    "an empty host",
    connection({ endpoint: { host: "" } }),
    "host",
    "bad/database/appdb",
    '"" is not a host name or an IP address',
    HOST,
  ],
  [
    "port 0",
    connection({ endpoint: { host: "db", port: 0 } }),
    "port",
    "bad/database/appdb",
    "endpoint.port is 0",
    "use a whole number from 1 to 65535",
  ],
  [
    "port 65536",
    connection({ endpoint: { host: "db", port: 65_536 } }),
    "port",
    "bad/database/appdb",
    "endpoint.port is 65536",
    "use a whole number from 1 to 65535",
  ],
  [
    "generation 0",
    connection({ generation: 0 }),
    "generation",
    "bad/database/appdb",
    "generation is 0",
    "use a whole number of 1 or more",
  ],
  [
    "generation 1.5",
    connection({ generation: 1.5 }),
    "generation",
    "bad/database/appdb",
    "generation is 1.5",
    "use a whole number of 1 or more",
  ],
  [
    "no open connection",
    connection({ maxOpenConnections: 0 }),
    "pool-limits",
    "bad/database/appdb",
    "maxOpenConnections is 0",
    "use a whole number from 1 to 1000",
  ],
  [
    "more idle than open connections",
    connection({ maxOpenConnections: 2, maxIdleConnections: 3 }),
    "pool-limits",
    "bad/database/appdb",
    "maxIdleConnections is 3",
    "use a whole number from 1 to 2",
  ],
  [
    "a connection lifetime of zero",
    connection({ maxConnectionLifetime: Duration.seconds(0) }),
    "duration",
    "bad/database/appdb",
    "maxConnectionLifetime is 0 seconds, which is not a valid length of time",
    TIME,
  ],
  [
    "a user name template without chance",
    connection({ usernameTemplate: "app-{{.RoleName}}" }),
    "username-template",
    "bad/database/appdb",
    'the user name template "app-{{.RoleName}}" can give two leases the same name',
    "add {{random 20}} to it",
  ],
  [
    "a user name template by the second",
    connection({ usernameTemplate: "app-{{unix_time}}" }),
    "username-template",
    "bad/database/appdb",
    'the user name template "app-{{unix_time}}" can give two leases the same name',
    "add {{random 20}} to it",
  ],
  [
    "a user name template with a quote",
    connection({ usernameTemplate: "o'{{random 20}}" }),
    "username-template",
    "bad/database/appdb",
    'the user name template "o\'{{random 20}}" puts characters that need quoting into names',
    "use letters, digits, dashes, dots and underscores around {{…}}",
  ],
  [
    "a user name template with a directive",
    connection({ usernameTemplate: '{{printf "%{"}}{{random 20}}' }),
    "username-template",
    "bad/database/appdb",
    'the user name template "{{printf "%{"}}{{random 20}}" puts characters that need quoting into names',
    "use letters, digits, dashes, dots and underscores around {{…}}",
  ],
  [
    "a user name template with the name of whoever asks",
    connection({ usernameTemplate: "{{.DisplayName}}-{{random 20}}" }),
    "username-template",
    "bad/database/appdb",
    'the user name template "{{.DisplayName}}-{{random 20}}" puts the display name of whoever asks into SQL',
    "leave .DisplayName out; the audit log says who asked",
  ],
  [
    "a relative CA file",
    connection({ tls: PostgresTls.verifyFull({ caFile: "ca.pem" }) }),
    "ca-file",
    "bad/database/appdb",
    '"ca.pem" is not the absolute path of a file',
    "write the absolute path of a PEM file on every Vault server: /etc/vault/postgres-ca.pem",
  ],
  [
    "a literal root password",
    connection({ rootCredential: RootCredential.fromEphemeral("hunter2") }),
    "root-credential-literal",
    "bad/database/appdb",
    "the root credential is a literal, so it would be in the code",
    "pass an expression such as ${ephemeral.….value}, or use RootCredential.generated()",
  ],
  [
    "a generated password for a DBA's account",
    (stack) =>
      connection({
        database: PostgresDatabase.fromExisting(stack, "db", { databaseName: "a", owner: "o", account: "v" }),
      })(stack),
    "root-credential",
    "bad/database/appdb",
    'account "v" can\'t get the generated password: a DBA makes it, or another connection sets its password',
    "for a database from PostgresDatabase.fromExisting use RootCredential.fromVariable or fromEphemeral; for a second connection to one database describe a second account",
  ],
  [
    "a connection from elsewhere with a slash",
    (stack) =>
      PostgresConnection.fromName(stack, "a/b", {
        engine: DatabaseSecretsEngine.fromPath(stack, "e", "database"),
        database: new PostgresDatabase(stack, "db", { databaseName: "a" }),
      }),
    "vault-name",
    "bad/a--b",
    'connection "a/b" can\'t be part of a Vault path',
    NAME,
  ],

  [
    "no open connection, and idle ones",
    connection({ maxOpenConnections: 0, maxIdleConnections: 2 }),
    "pool-limits",
    "bad/database/appdb",
    "maxOpenConnections is 0",
    "use a whole number from 1 to 1000",
  ],
  [
    "no idle connection",
    connection({ maxIdleConnections: 0 }),
    "pool-limits",
    "bad/database/appdb",
    "maxIdleConnections is 0",
    "use a whole number from 1 to 4",
  ],
  [
    "a second connection to a database by another of its server's names",
    (stack) => {
      const first = addConnection(stack);
      first.engine.addPostgresConnection("second", {
        database: stack.node.findChild("db") as PostgresDatabase,
        endpoint: { host: "replica" },
        tls: PostgresTls.verifyFull(),
        rootCredential: RootCredential.generated(),
      });
    },
    "root-credential",
    "bad/database/second",
    'account "vault_appdb" can\'t get the generated password: a DBA makes it, or another connection sets its password',
    "for a database from PostgresDatabase.fromExisting use RootCredential.fromVariable or fromEphemeral; for a second connection to one database describe a second account",
  ],
];
