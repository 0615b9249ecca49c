import type { AccessManifest, PrivilegesDescription } from "./access-manifest";

/** Who gains or loses what between two manifests, one sentence each, in words for a reviewer. */
export function accessDifference(before: AccessManifest, after: AccessManifest): string[] {
  const was = facts(before);
  const is = facts(after);
  const gains = [...is]
    .filter(([fact]) => !was.has(fact))
    .map(([, { subject, what }]) => `+ ${subject} gains ${what}`);
  const losses = [...was]
    .filter(([fact]) => !is.has(fact))
    .map(([, { subject, what }]) => `- ${subject} loses ${what}`);
  return [...gains, ...losses].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}

interface Fact {
  readonly subject: string;
  readonly what: string;
}

/** Everything a manifest says, in single sentences. */
function facts(access: AccessManifest): Map<string, Fact> {
  const all: Fact[] = [
    ...access.workloads.flatMap(({ name, auth, reads, token, secretId, kubernetes }) => {
      const subject = `${name} (${auth.type} at ${auth.path})`;
      const life =
        token.kind === "periodic"
          ? `renewed every ${time(token.period)}`
          : `of at most ${time(token.maxTtl)}`;
      return [
        { subject, what: `a token ${life}` },
        ...reads.map((path) => ({ subject, what: `credentials of ${path}` })),
        ...(secretId
          ? [{ subject, what: `secret IDs ${uses(secretId.uses)} within ${time(secretId.ttl)}` }]
          : []),
        ...(kubernetes?.serviceAccounts ?? []).flatMap((account) =>
          (kubernetes?.namespaces ?? []).map((namespace) => ({
            subject,
            what: `login for service account ${namespace}/${account}, audience ${kubernetes?.audience}`,
          })),
        ),
      ];
    }),
    ...access.roles.flatMap((role) => {
      const subject = role.path;
      return [
        { subject, what: `leases of ${time(role.defaultTtl)}, at most ${time(role.maxTtl)}` },
        ...privilegeFacts(access, role.database, role.group).map((what) => ({ subject, what })),
      ];
    }),
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
  return new Map(all.map((fact) => [`${fact.subject}\n${fact.what}`, fact]));
}

function privilegeFacts({ databases }: AccessManifest, database: string, group: string): string[] {
  const privileges = databases
    .find(({ name }) => name === database)
    ?.groups.find(({ role }) => role === group)?.privileges;
  if (!privileges) return [];
  if (privileges.owner) return [`everything in ${database}, as its owner`];
  return privileges.schemas.flatMap((schema) => inSchema(`${database}.${schema}`, privileges));
}

function inSchema(
  schema: string,
  { tables, columns, sequences, functions, types }: PrivilegesDescription,
): string[] {
  return [
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

function uses(count: number): string {
  if (!count) return "for any number of uses";
  return count === 1 ? "for one use" : `for ${count} uses`;
}

/** Seconds as a person says them. */
function time(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
