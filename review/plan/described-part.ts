import type { AccessManifest } from "../../constructs/access/access-manifest";
import type {
  DatabaseReference,
  PostgresDatabaseDescription,
} from "../../constructs/access/postgres-description";
import { textOf } from "./consequences/consequence";
import type { Values } from "./planned-change";

type Part = (values: Values, access: AccessManifest) => readonly unknown[];

/** What access.json says of a resource: everything from which a construct of this library makes its arguments. */
export function describedPart(type: string, values: Values, access: AccessManifest): readonly unknown[] {
  return PARTS[type]?.(values, access) ?? [];
}

/** What access.json says of one argument alone, where that is made of something else than the others are. */
export function describedArgument(
  { type, argument }: { readonly type: string; readonly argument: string },
  { backend, name }: Values,
  { roles, staticRoles }: AccessManifest,
): readonly unknown[] {
  if (type !== "vault_database_secret_backend_connection" || argument !== "allowed_roles") return [];
  return [...roles, ...staticRoles]
    .filter(({ engine, connection }) => engine === backend && connection === name)
    .map((role) => role.name);
}

/** Whether constructs of this library write such a resource. */
export function isDescribedType(type: string): boolean {
  return Object.hasOwn(PARTS, type);
}

const loginRole: Part = ({ role_name: name, backend }, { workloads }) =>
  workloads
    .filter((each) => each.name === name && each.login.path === (backend ?? "token"))
    .map(({ login, token, policy }) => ({ login, token, policy }));

const authMethod: Part = ({ backend, path, type }, { authMethods }) =>
  authMethods.filter((each) => each.path === (textOf(backend) || textOf(path) || textOf(type)));

const grant: Part = ({ role, owner, database }, access) => [
  ...databasesNamed(database, access),
  ...roleNamed(role, access),
  ...roleNamed(owner, access),
];

const PARTS: Readonly<Record<string, Part>> = {
  postgresql_database: ({ name }, access) => databasesNamed(name, access),
  postgresql_schema: ({ database }, access) => databasesNamed(database, access),
  postgresql_extension: ({ database }, access) => databasesNamed(database, access),
  postgresql_role: ({ name }, access) => roleNamed(name, access),
  postgresql_grant: grant,
  postgresql_default_privileges: grant,
  postgresql_grant_role: ({ role, grant_role: group }, access) => [
    ...roleNamed(role, access),
    ...roleNamed(group, access),
  ],
  vault_mount: ({ path }, { engines, transitEngines }) =>
    [...engines, ...transitEngines].filter((each) => each.path === path),
  vault_transit_secret_backend_key: ({ backend, name }, { transitEngines }) =>
    transitEngines
      .filter(({ path }) => path === backend)
      .flatMap(({ keys }) => keys.filter((key) => key.name === name)),
  vault_database_secret_backend_connection: ({ backend, name }, access) =>
    connectionNamed(`${textOf(backend)}/${textOf(name)}`, access),
  vault_generic_endpoint: ({ path }, access) =>
    connectionNamed(textOf(path).replace("/rotate-root/", "/"), access),
  vault_database_secret_backend_role: (values, access) => credential(values, access.roles, access),
  vault_database_secret_backend_static_role: (values, access) =>
    credential(values, access.staticRoles, access),
  vault_password_policy: ({ name }, { passwordPolicies }) =>
    passwordPolicies.filter((each) => each.name === name),
  vault_policy: ({ name }, { workloads }) =>
    workloads
      .filter(({ policy }) => policy === name)
      .map(({ agent, injector, externalSecrets, ...rest }) => rest),
  vault_quota_rate_limit: ({ name }, { roles }) =>
    roles.flatMap(({ path, rateLimit }) => (rateLimit?.name === name ? [{ path, rateLimit }] : [])),
  vault_auth_backend: authMethod,
  vault_jwt_auth_backend: authMethod,
  vault_kubernetes_auth_backend_config: authMethod,
  vault_approle_auth_backend_role: loginRole,
  vault_kubernetes_auth_backend_role: loginRole,
  vault_jwt_auth_backend_role: loginRole,
  vault_token_auth_backend_role: loginRole,
  vault_audit: ({ path, type }, { auditDevices }) =>
    auditDevices.filter((each) => each.path === (textOf(path) || textOf(type))),
};

/** A credential, with the database whose owners are in its statements. */
function credential(
  { backend, name }: Values,
  all: readonly { readonly engine: string; readonly name: string; readonly database: DatabaseReference }[],
  { databases }: AccessManifest,
): readonly unknown[] {
  return all
    .filter((each) => each.engine === backend && each.name === name)
    .flatMap((each) => [
      each,
      ...databases
        .filter((one) => one.server === each.database.server && one.name === each.database.name)
        .map(withoutGroups),
    ]);
}

function connectionNamed(path: string, { connections, databases }: AccessManifest): readonly unknown[] {
  return connections
    .filter(({ engine, name }) => `${engine}/${name}` === path)
    .flatMap((connection) => [
      connection,
      ...databases
        .filter(({ name }) => name === connection.database.name)
        .map(({ account, issuer }) => ({ account, issuer })),
    ]);
}

/** Plans don't say on which server: those of that name on each. */
function databasesNamed(name: unknown, { databases }: AccessManifest): readonly unknown[] {
  return databases.filter((each) => each.name === name).map(withoutGroups);
}

/** What groups may do changes only what is theirs. */
function withoutGroups({ groups, ...rest }: PostgresDatabaseDescription): unknown {
  return rest;
}

/** A role of PostgreSQL, by all that it is. */
function roleNamed(name: unknown, access: AccessManifest): readonly unknown[] {
  const { databases, staticRoles, breakGlass } = access;
  const isOwner = ({ owner, otherOwners = [] }: PostgresDatabaseDescription) =>
    owner === name || otherOwners.some(({ role }) => role === name);
  return [
    ...databases
      .filter((each) => isOwner(each) || [each.account, each.issuer, each.publicRole].includes(String(name)))
      .map(withoutGroups),
    ...databases.flatMap(({ groups }) => groups.filter(({ role }) => role === name)),
    ...staticRoles.filter(({ userName }) => userName === name),
    ...breakGlass.filter(({ role }) => role === name),
  ];
}
