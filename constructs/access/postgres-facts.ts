import { certificateName } from "./certificate-source";
import { authorityOf, type EndpointDescription } from "./endpoint-description";
import { type Fact, leases, presence, time } from "./fact";
import type { RateLimitDescription } from "./leased-role-description";
import type {
  ClientCertificateDescription,
  DatabaseReference,
  PostgresConnectionDescription,
  PostgresConnectionSettings,
  PostgresDatabaseDescription,
  PostgresRoleDescription,
  PostgresStaticRoleDescription,
} from "./postgres-description";
import type { SessionDescription } from "./session-description";
import type { RotationDescription } from "./static-role-description";
import { type SchemaGrant, schemaGrants } from "./schema-grants";

/** Terraform's provider of a stack that has one server. */
const ONLY_SERVER = "postgresql";

/** A database as a person names it: with its server where that isn't the only one. */
export function databaseName({ server, name }: DatabaseReference): string {
  return server === ONLY_SERVER ? name : `${server}/${name}`;
}

/** What a manifest says of a PostgreSQL database. */
export function postgresDatabaseFacts(database: PostgresDatabaseDescription): Fact[] {
  const { imported, owner, account, issuer, schemas, extensionSchemas = [], otherOwners = [] } = database;
  const { keepsAccess = [], losesAccess = [], issuingSchema } = database;
  const subject = `database ${databaseName(database)}`;
  return [
    presence(subject, imported),
    { subject, setting: "owner", what: `owner ${owner}` },
    { subject, setting: "account", what: `Vault's account ${account}` },
    { subject, setting: "issuer", what: `issuer ${issuer}` },
    ...(issuingSchema === undefined
      ? []
      : [
          {
            subject,
            setting: "issuance",
            what: `functions in schema ${issuingSchema} that make leased roles`,
          },
        ]),
    ...schemas.map((schema) => ({ subject, what: `schema ${schema}` })),
    ...extensionSchemas.map((schema) => ({ subject, what: `extensions in schema ${schema}` })),
    ...otherOwners.flatMap(({ role, schemas: own, sharedSchemas = [] }) => [
      ...own.map((schema) => ({ subject, what: `owner ${role} of schema ${schema}` })),
      ...sharedSchemas.map((schema) => ({ subject, what: `objects of ${role} in schema ${schema}` })),
    ]),
    ...(database.futureSchemas ? [{ subject, what: "every schema that is made later" }] : []),
    ...keepsAccess.map((role) => ({ subject, what: `access of ${role}, as PUBLIC had it` })),
    ...losesAccess.map((role) => ({ subject, what: `leave to lock out ${role}` })),
  ];
}

/** What a manifest says of a connection to one. */
export function postgresConnectionFacts(connection: PostgresConnectionDescription): Fact[] {
  const {
    name,
    engine,
    imported,
    database,
    endpoint,
    rotated,
    tls,
    ca,
    caFile,
    clientCertificate,
    settings,
  } = connection;
  const subject = `connection ${engine}/${name}`;
  return [
    presence(subject, imported),
    { subject, setting: "database", what: `database ${databaseName(database)}` },
    ...(endpoint ? [{ subject, setting: "endpoint", what: endpointName(endpoint) }] : []),
    { subject, setting: "tls", what: `TLS mode ${tls}` },
    ...(ca ? [{ subject, setting: "ca", what: certificateName(ca) }] : []),
    ...(caFile ? [{ subject, setting: "ca file", what: `the CA in file ${caFile} of Vault's host` }] : []),
    ...(clientCertificate
      ? [{ subject, setting: "client certificate", what: clientCertificateName(clientCertificate) }]
      : []),
    {
      subject,
      setting: "root",
      what: `a root password that Vault ${rotated ? "rotates" : "leaves as it is"}`,
    },
    ...(settings ? settingsFacts(settings).map((fact) => ({ subject, ...fact })) : []),
  ];
}

function endpointName(endpoint: EndpointDescription): string {
  if (!("hosts" in endpoint)) return `endpoint ${authorityOf(endpoint)}`;
  return `endpoints ${authorityOf(endpoint)}, of which Vault takes the one that is ${endpoint.targetSessionAttrs}`;
}

function clientCertificateName({ certFile, keyFile }: ClientCertificateDescription): string {
  return `a client certificate in file ${certFile} of Vault's host, with its key in ${keyFile}`;
}

function settingsFacts(settings: PostgresConnectionSettings): Omit<Fact, "subject">[] {
  const { maxOpenConnections: open, maxIdleConnections: idle, maxConnectionLifetime: lifetime } = settings;
  return [
    { setting: "names", what: `names of leased roles by ${settings.usernameTemplate}` },
    {
      setting: "sessions",
      what: `at most ${open} sessions, ${idle} of them idle, for ${time(lifetime)} each`,
    },
    { setting: "rotation", what: `a rotation by ${settings.rootRotationStatements.join("; ")}` },
  ];
}

/** What a manifest says of a role whose leases are PostgreSQL roles. */
export function postgresRoleFacts(
  role: PostgresRoleDescription,
  databases: readonly PostgresDatabaseDescription[],
): Fact[] {
  const { path: subject, engine, connection, database, group, passwordPolicy, rateLimit } = role;
  return [
    { subject, setting: "leases", what: leases(role.defaultTtl, role.maxTtl) },
    { subject, setting: "connection", what: `logins by connection ${engine}/${connection}` },
    { subject, setting: "group", what: `membership of ${group} in ${databaseName(database)}` },
    ...(passwordPolicy === undefined
      ? []
      : [{ subject, setting: "password", what: `passwords by policy ${passwordPolicy}` }]),
    ...(rateLimit ? [rateLimitFact(subject, rateLimit)] : []),
    ...sessionFacts(role).map((fact) => ({ subject, ...fact })),
    ...privilegesOf(role, databases).map((what) => ({ subject, what })),
  ];
}

/** What a manifest says of a static role whose user is a PostgreSQL login. */
export function postgresStaticRoleFacts(
  role: PostgresStaticRoleDescription,
  databases: readonly PostgresDatabaseDescription[],
): Fact[] {
  const { path: subject, engine, connection, database, group, userName, passwordPolicy } = role;
  return [
    { subject, setting: "user", what: `the login ${userName}, which all its readers share` },
    { subject, setting: "rotation", what: rotationInWords(role.rotation) },
    { subject, setting: "connection", what: `passwords by connection ${engine}/${connection}` },
    { subject, setting: "group", what: `membership of ${group} in ${databaseName(database)}` },
    ...(passwordPolicy === undefined
      ? []
      : [{ subject, setting: "password", what: `passwords by policy ${passwordPolicy}` }]),
    ...sessionFacts(role).map((fact) => ({ subject, ...fact })),
    ...privilegesOf(role, databases).map((what) => ({ subject, what })),
  ];
}

function sessionFacts({
  group,
  actsAsGroup,
  settings = {},
}: SessionDescription & { readonly group: string }): Omit<Fact, "subject">[] {
  const { searchPath, connectionLimit, ...times } = settings;
  const timed: readonly [string, number | undefined][] = [
    ["statement_timeout", times.statementTimeout],
    ["lock_timeout", times.lockTimeout],
    ["idle_in_transaction_session_timeout", times.idleInTransactionSessionTimeout],
  ];
  return [
    ...(actsAsGroup ? [{ setting: "acts as", what: `sessions that act as ${group}` }] : []),
    ...(searchPath ? [{ setting: "search path", what: `search_path ${searchPath.join(", ")}` }] : []),
    ...timed.flatMap(([name, value]) =>
      value === undefined ? [] : [{ setting: name, what: `${name} ${time(value)}` }],
    ),
    ...(connectionLimit === undefined
      ? []
      : [{ setting: "connection limit", what: `at most ${connectionLimit} sessions for each login` }]),
  ];
}

/** When a password changes. */
export function rotationInWords(rotation: RotationDescription): string {
  return rotation.kind === "period"
    ? `a password that changes every ${time(rotation.period)}`
    : `a password that changes by "${rotation.cron}", at most ${time(rotation.window)} later`;
}

function rateLimitFact(subject: string, { name, requests, per }: RateLimitDescription): Fact {
  const what = `at most ${requests} ${requests === 1 ? "request" : "requests"} within ${time(per)} from one address, by ${name}`;
  return { subject, setting: "rate limit", what };
}

function privilegesOf(
  { database, group }: Pick<PostgresRoleDescription, "database" | "group">,
  databases: readonly PostgresDatabaseDescription[],
): string[] {
  const name = databaseName(database);
  return databases
    .filter((each) => databaseName(each) === name)
    .flatMap(({ groups, imported, otherOwners = [] }) =>
      groups
        .filter(({ role }) => role === group)
        .map(({ privileges }) => ({ privileges, imported, otherOwners })),
    )
    .flatMap(({ privileges, imported, otherOwners }) => {
      const isOther = otherOwners.some(({ role }) => role === group);
      if (privileges.owner)
        return [isOther ? `everything of ${group} in ${name}, as it` : `everything in ${name}, as its owner`];
      const { temporary, memberOf = [] } = privileges;
      return [
        ...(temporary ? [`TEMPORARY on database ${name}`] : []),
        ...memberOf.map((role) => `membership of ${role}`),
        ...schemaGrants(privileges).flatMap((grant) => grantFacts(name, imported, grant)),
      ];
    });
}

function grantFacts(
  database: string,
  imported: boolean,
  { kind, schema, object, columns = [], callersOnly, privileges }: SchemaGrant,
): string[] {
  if (schema === "*") return privileges.map((privilege) => `${privilege} on ${laterObjects(database, kind)}`);
  const within = `${database}.${schema}`;
  const objects = {
    schema: [`schema ${within}`],
    table: [`${within}.${object ?? "*"}`],
    column: columns.map((column) => `${within}.${object}.${column}`),
    sequence: [object ? `sequence ${within}.${object}` : `sequences of ${within}`],
    routine: [object ? `routine ${within}.${object}` : allRoutines(within, imported, callersOnly)],
    type: [`types of ${within}`],
  }[kind];
  return privileges.flatMap((privilege) => objects.map((each) => `${privilege} on ${each}`));
}

function laterObjects(database: string, kind: SchemaGrant["kind"]): string {
  if (kind === "schema") return `each schema of ${database} that is made later`;
  const objects = kind === "routine" ? "functions and procedures" : `${kind}s`;
  return `${objects} of each schema of ${database} that is made later`;
}

/** PostgreSQL can tell them apart only of those that are there, and Terraform can't at all. */
function allRoutines(schema: string, imported: boolean, callersOnly?: boolean): string {
  const all = `functions and procedures of ${schema}`;
  if (!callersOnly) return all;
  return imported
    ? `functions of ${schema} that run as their caller, and on all routines made later`
    : `${all}, for those that run as their caller`;
}
