import type {
  AccessManifest,
  RoleDescription,
  StaticRoleDescription,
  WorkloadDescription,
} from "./access-manifest";
import { databaseContradictions } from "./database-contradictions";
import { emptyLists } from "./lists";
import { loginMaterialPath } from "./login-material-path";
import { alternatingSchedules, leastPeriod, WINDOW_SECONDS } from "./pair-rotations";
import type { DatabaseReference, PostgresDatabaseDescription } from "./postgres-description";
import type { SessionDescription } from "./session-description";
import type { RotationDescription, StaticRolePairDescription } from "./static-role-description";
import { type WayToCredentials, waysToCredentials } from "./ways-to-credentials";

/** Where a manifest contradicts itself: what it refers to and doesn't describe, and what it describes twice. */
export function manifestContradictions(access: AccessManifest): string[] {
  const wrong = Object.keys(emptyLists()).filter(
    (list) => !isListOfEntries(access[list as keyof AccessManifest]),
  );
  if (wrong.length) return wrong.map((list) => `${list} is not a list of what it describes`);
  return [
    ...access.databases.flatMap(databaseContradictions),
    ...connectionContradictions(access),
    ...roleContradictions(access),
    ...pairContradictions(access),
    ...workloadContradictions(access),
    ...encryptionContradictions(access),
    ...operatorContradictions(access),
    ...access.breakGlass
      .filter(({ database }) => !findDatabase(access, database))
      .map(({ role }) => `break-glass role "${role}" is of a database that is not described`),
    ...repetitions(access),
  ];
}

function isListOfEntries(list: unknown): boolean {
  return (
    Array.isArray(list) &&
    list.every((entry) => entry !== null && ["object", "string"].includes(typeof entry))
  );
}

function connectionContradictions(access: AccessManifest): string[] {
  return access.connections.flatMap(({ engine, name, database }) => [
    ...(findDatabase(access, database)
      ? []
      : [`connection "${engine}/${name}" is to a database that is not described`]),
    ...(access.engines.some(({ path }) => path === engine)
      ? []
      : [`connection "${engine}/${name}" is of an engine that is not described`]),
  ]);
}

function roleContradictions(access: AccessManifest): string[] {
  return [
    ...access.roles.flatMap((role) => contradictionsOf("role", role, "creds", access)),
    ...access.staticRoles.flatMap((role) => contradictionsOf("static role", role, "static-creds", access)),
  ];
}

function contradictionsOf(
  kind: string,
  role: RoleDescription | StaticRoleDescription,
  folder: string,
  access: AccessManifest,
): string[] {
  const { path, engine, name, connection, database, group, privileges } = role;
  const used = access.connections.find((each) => each.engine === engine && each.name === connection);
  const known = findDatabase(access, database);
  const groups = known?.groups ?? [];
  const isGroup = groups.some((each) => each.role === group && each.privileges.name === privileges);
  return [
    ...(path === `${engine}/${folder}/${name}`
      ? []
      : [`${kind} "${path}" is not read at ${engine}/${folder}/${name}`]),
    ...(used && isSame(used.database, database)
      ? []
      : [`${kind} "${path}" has no connection to its database that is described`]),
    ...(isGroup ? [] : [`${kind} "${path}" is in a group that its database doesn't have`]),
    ...(known ? searchPathContradictions(`${kind} "${path}"`, role, known) : []),
  ];
}

function searchPathContradictions(
  subject: string,
  { settings: { searchPath = [] } = {} }: SessionDescription,
  { schemas, extensionSchemas = [] }: PostgresDatabaseDescription,
): string[] {
  // The first two are PostgreSQL's own.
  const known = ["$user", "public", ...schemas, ...extensionSchemas];
  return searchPath
    .filter((schema) => !known.includes(schema))
    .map((schema) => `${subject} looks in schema "${schema}", which its database doesn't have`);
}

function pairContradictions({ staticRolePairs, staticRoles }: AccessManifest): string[] {
  return staticRolePairs.flatMap((pair) => {
    const name = `pair "${pair.engine}/${pair.name}"`;
    const isScheduled = pair.apartBy === "schedule";
    const isLongEnough = pair.period >= leastPeriod(pair.longestUse, isScheduled);
    const wrong = ([pair.blue, pair.green] as const).flatMap((each, index) => {
      const role = staticRoles.find(({ engine, name }) => engine === pair.engine && name === each);
      const whose = `${name} is of a static role "${each}"`;
      if (!role) return [`${whose} that is not described`];
      return changesAsItsPair(role.rotation, pair, index)
        ? []
        : [`${whose} whose password changes otherwise`];
    });
    return [...wrong, ...(isLongEnough ? [] : [`${name} changes more often than its longestUse lets it`])];
  });
}

function changesAsItsPair(
  rotation: RotationDescription,
  { apartBy, period }: StaticRolePairDescription,
  index: number,
): boolean {
  if (rotation.kind === "period") return apartBy === "forced-rotation" && rotation.period === period;
  const isInTurn = rotation.cron === alternatingSchedules(period)?.[index];
  return apartBy === "schedule" && isInTurn && rotation.window === WINDOW_SECONDS;
}

function workloadContradictions(access: AccessManifest): string[] {
  const made = access.workloads.map(loginMaterialPath);
  return access.workloads.flatMap((workload) => {
    const { name, login, reads, makes = [] } = workload;
    const { method, path } = login;
    // Every Vault has tokens.
    const isMethod =
      method === "token" || access.authMethods.some((each) => each.type === method && each.path === path);
    const unknown = reads.filter(
      ({ path: read }) => !isGivenOut(read, access) && !isOfOtherStack(read, access),
    );
    const nobodys = makes.filter((each) => !made.includes(each.path));
    return [
      ...(isMethod ? [] : [`workload "${name}" logs in at ${path}, which is not described`]),
      ...unknown.map((read) => `workload "${name}" reads ${read.path}, which no role gives out`),
      ...nobodys.map((each) => `workload "${name}" makes ${each.path}, with which no workload logs in`),
      ...waysToCredentials(workload).flatMap((way) => wayContradictions(access, workload, way)),
    ];
  });
}

/** Credentials that a workload is given and may not read, or for another database than they are. */
function wayContradictions(
  { roles, staticRoles }: AccessManifest,
  { name, reads }: WorkloadDescription,
  { file, credentials }: WayToCredentials,
): string[] {
  const lines = credentials.map(({ credential, address: { database } }) => {
    const subject = `${file} gives workload "${name}" ${credential}`;
    if (!reads.some(({ path }) => path === credential)) return `${subject}, which it may not read`;
    const role = [...roles, ...staticRoles].find(({ path }) => path === credential);
    if (!role || role.database.name === database) return "";
    return `${subject} for database "${database}", which is for "${role.database.name}"`;
  });
  return [...new Set(lines)].filter(Boolean);
}

function encryptionContradictions({ workloads, transitEngines }: AccessManifest): string[] {
  const known = transitEngines.flatMap(({ path, keys }) => keys.map(({ name }) => `${path}/${name}`));
  return workloads.flatMap(({ name, encrypts = [] }) =>
    encrypts
      .map((key) => `${key.engine}/${key.name}`)
      .filter((key) => !known.includes(key))
      .map((key) => `workload "${name}" encrypts with ${key}, which is not described`),
  );
}

function operatorContradictions({ workloads }: AccessManifest): string[] {
  const operators = workloads.filter(({ clientCache }) => clientCache).map(({ name }) => name);
  return workloads.flatMap(({ name, vaultSecretsOperator: { operator } = {} }) =>
    operator === undefined || operators.includes(operator)
      ? []
      : [`workload "${name}" is told to operator "${operator}", which is not described`],
  );
}

/** Two entries of one name: the one would hide the other. */
function repetitions(access: AccessManifest): string[] {
  const { databases, connections, roles, staticRoles, staticRolePairs, workloads, auditDevices } = access;
  const names = [
    ...databases.map(({ server, name }) => `database "${name}" of ${server}`),
    ...connections.map(({ engine, name }) => `connection "${engine}/${name}"`),
    ...roles.map(({ path }) => `role "${path}"`),
    ...staticRoles.map(({ path }) => `static role "${path}"`),
    ...staticRolePairs.map(({ engine, name }) => `pair "${engine}/${name}"`),
    ...workloads.map(({ name, login }) => `workload "${name}" of ${login.path}`),
    ...auditDevices.map(({ path }) => `audit device "${path}"`),
  ];
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...repeated].map((name) => `${name} is described twice`);
}

function findDatabase({ databases }: AccessManifest, reference: DatabaseReference) {
  return databases.find((database) => isSame(database, reference));
}

function isSame(one: DatabaseReference, other: DatabaseReference): boolean {
  return one.server === other.server && one.name === other.name;
}

/** Whether a credential can be that of another stack's role: no engine of this one gives it out. */
function isOfOtherStack(path: string, { engines }: AccessManifest): boolean {
  const [, mount] = /^(.+)\/(?:static-)?creds\/[^/]+$/.exec(path) ?? [];
  return mount !== undefined && !engines.some((engine) => engine.path === mount && !engine.imported);
}

function isGivenOut(path: string, { roles, staticRoles }: AccessManifest): boolean {
  return [...roles, ...staticRoles].some((role) => role.path === path);
}
