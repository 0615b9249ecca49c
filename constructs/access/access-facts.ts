import type {
  AccessManifest,
  ConnectionDescription,
  DatabaseDescription,
  EngineDescription,
  PrivilegesDescription,
  RoleDescription,
  WorkloadDescription,
} from "./access-manifest";
import { emptyLists, type Lists } from "../private/manifest";

/** One thing that a manifest says. */
export interface Fact {
  readonly subject: string;
  readonly what: string;
  /** What it is the value of, where its subject has one value at a time. */
  readonly setting?: string;
}

/** Everything a manifest says, in single sentences. One of an earlier version may lack some of the lists. */
export function factsOf(manifest: AccessManifest): Fact[] {
  const access: Lists = { ...emptyLists(), ...manifest };
  return [
    ...access.engines.flatMap(engineFacts),
    ...access.databases.flatMap(databaseFacts),
    ...access.connections.flatMap(connectionFacts),
    ...access.roles.flatMap((role) => roleFacts(role, access.databases)),
    ...access.authMethods.map(({ type, path, managed }) =>
      presence(`auth method ${path} (${type})`, managed),
    ),
    ...access.workloads.flatMap(workloadFacts),
    ...access.breakGlass.map(({ role, database }) => ({
      subject: role,
      what: `ownership of ${database} when it is opened`,
    })),
    ...access.auditDevices.map(({ path, type }) => ({
      subject: "the audit trail",
      what: `device ${path} (${type})`,
    })),
    ...access.acknowledged.map(({ rule, path, reason }) => ({
      subject: path,
      what: `an exception from ${rule}: ${reason}`,
    })),
  ];
}

function engineFacts({ path, managed, defaultLeaseTtl, maxLeaseTtl }: EngineDescription): Fact[] {
  const subject = `engine ${path}`;
  return [
    presence(subject, managed),
    ...(defaultLeaseTtl === undefined || maxLeaseTtl === undefined
      ? []
      : [{ subject, setting: "leases", what: leases(defaultLeaseTtl, maxLeaseTtl) }]),
  ];
}

function databaseFacts({ name, managed, owner, account, issuer, schemas }: DatabaseDescription): Fact[] {
  const subject = `database ${name}`;
  return [
    presence(subject, managed),
    { subject, setting: "owner", what: `owner ${owner}` },
    { subject, setting: "account", what: `Vault's account ${account}` },
    { subject, setting: "issuer", what: `issuer ${issuer}` },
    ...schemas.map((schema) => ({ subject, what: `schema ${schema}` })),
  ];
}

function connectionFacts(connection: ConnectionDescription): Fact[] {
  const { name, engine, managed, database, endpoint, rotated, tls } = connection;
  const subject = `connection ${engine}/${name}`;
  return [
    presence(subject, managed),
    { subject, setting: "database", what: `database ${database}` },
    ...(endpoint
      ? [{ subject, setting: "endpoint", what: `endpoint ${endpoint.host}:${endpoint.port}` }]
      : []),
    { subject, setting: "tls", what: `TLS mode ${tls}` },
    {
      subject,
      setting: "root",
      what: `a root password that Vault ${rotated ? "rotates" : "leaves as it is"}`,
    },
  ];
}

function roleFacts(role: RoleDescription, databases: readonly DatabaseDescription[]): Fact[] {
  const { path: subject, engine, connection, database, group, passwordLength } = role;
  return [
    { subject, setting: "leases", what: leases(role.defaultTtl, role.maxTtl) },
    { subject, setting: "connection", what: `logins by connection ${engine}/${connection}` },
    { subject, setting: "group", what: `membership of ${group} in ${database}` },
    ...(passwordLength === undefined
      ? []
      : [{ subject, setting: "password", what: `passwords of ${passwordLength} characters` }]),
    ...privilegesOf(role, databases).map((what) => ({ subject, what })),
  ];
}

/** Databases on two servers may have one name: only those count that have the role's group. */
function privilegesOf(
  { database, group }: RoleDescription,
  databases: readonly DatabaseDescription[],
): string[] {
  return databases
    .filter(({ name }) => name === database)
    .flatMap(({ groups }) => groups.filter(({ role }) => role === group))
    .flatMap(({ privileges }) => {
      if (privileges.owner) return [`everything in ${database}, as its owner`];
      return privileges.schemas.flatMap((schema) => inSchema(`${database}.${schema}`, privileges));
    });
}

function inSchema(
  schema: string,
  { tables, columns, sequences, functions, types }: PrivilegesDescription,
): string[] {
  return [
    `USAGE on schema ${schema}`,
    ...tables.flatMap(({ table, privileges }) =>
      privileges.map((privilege) => `${privilege} on ${schema}.${table}`),
    ),
    ...columns.flatMap(({ table, privilege, columns: names }) =>
      names.map((name) => `${privilege} on ${schema}.${table}.${name}`),
    ),
    ...sequences.map((privilege) => `${privilege} on sequences of ${schema}`),
    ...functions.map((privilege) => `${privilege} on functions of ${schema}`),
    ...types.map((privilege) => `${privilege} on types of ${schema}`),
  ];
}

function workloadFacts({ name, auth, policy, reads, token, ...login }: WorkloadDescription): Fact[] {
  const subject = `${name} (${auth.type} at ${auth.path})`;
  return [
    { subject, setting: "policy", what: `policy ${policy}` },
    { subject, setting: "token", what: tokens(token) },
    ...reads.map((path) => ({ subject, what: `credentials of ${path}` })),
    ...(login.secretId ? [{ subject, setting: "secret ID", what: secretIds(login.secretId) }] : []),
    ...serviceAccounts(login.kubernetes).map((what) => ({ subject, what })),
  ];
}

function tokens(token: WorkloadDescription["token"]): string {
  return token.kind === "periodic"
    ? `a token renewed every ${time(token.period)}`
    : `a token of ${time(token.ttl)}, at most ${time(token.maxTtl)}`;
}

function secretIds({ ttl, uses, boundCidrs = [] }: NonNullable<WorkloadDescription["secretId"]>): string {
  const networks = boundCidrs.length ? `, from ${boundCidrs.join(" and ")}` : "";
  return `secret IDs ${times(uses)} within ${time(ttl)}${networks}`;
}

function times(uses: number): string {
  if (!uses) return "for any number of uses";
  return uses === 1 ? "for one use" : `for ${uses} uses`;
}

function serviceAccounts(kubernetes: WorkloadDescription["kubernetes"]): string[] {
  if (!kubernetes) return [];
  return kubernetes.serviceAccounts.flatMap((account) =>
    kubernetes.namespaces.map(
      (namespace) => `login for service account ${namespace}/${account}, audience ${kubernetes.audience}`,
    ),
  );
}

/** That something is in the stack at all. */
function presence(what: string, managed: boolean): Fact {
  return { subject: "the stack", setting: what, what: `${what}, made ${managed ? "here" : "elsewhere"}` };
}

function leases(ttl: number, maxTtl: number): string {
  return `leases of ${time(ttl)}, at most ${time(maxTtl)}`;
}

/** Seconds as a person says them. */
function time(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
