import type { AccessManifest, DatabaseReference } from "../../constructs";
import { SCHEMA_VERSION } from "../../constructs/access/access-manifest";
import type { Endpoints } from "../stack/endpoints";

/** A stack's description, and its servers as it names them. */
export interface DescribedOnServers {
  readonly access: AccessManifest;
  readonly endpoints: Endpoints;
}

/** What several stacks on the same servers describe: what one takes for granted and another makes, is made. */
export function describedTogether(stacks: readonly DescribedOnServers[]): AccessManifest {
  const all = stacks.map(withServers);
  const list = <List extends keyof AccessManifest>(name: List) =>
    all.flatMap((access) => access[name] as readonly Each<List>[]);
  return {
    schemaVersion: SCHEMA_VERSION,
    stack: namesOf(all.map(({ stack }) => stack)),
    files: list("files"),
    engines: madeOrElsewhere(list("engines"), ({ path }) => path),
    transitEngines: withAllKeys(list("transitEngines")),
    databases: list("databases"),
    connections: madeOrElsewhere(list("connections"), ({ engine, name }) => `${engine}/${name}`),
    roles: list("roles"),
    staticRoles: list("staticRoles"),
    staticRolePairs: list("staticRolePairs"),
    passwordPolicies: list("passwordPolicies"),
    authMethods: madeOrElsewhere(list("authMethods"), ({ path }) => path),
    workloads: list("workloads"),
    auditDevices: list("auditDevices"),
    breakGlass: list("breakGlass"),
    providers: list("providers"),
    undescribed: list("undescribed"),
    acknowledged: list("acknowledged"),
  };
}

/** `shop and reports` */
export function namesOf(stacks: readonly string[]): string {
  return stacks.join(" and ");
}

type Each<List extends keyof AccessManifest> = AccessManifest[List] extends readonly (infer One)[]
  ? One
  : never;

/** The same with names of servers that all stacks have. */
function withServers({ access, endpoints }: DescribedOnServers): AccessManifest {
  const on = <Reference extends DatabaseReference>(database: Reference) => ({
    ...database,
    server: endpoints.of(database),
  });
  const of = <Owned extends { readonly database: DatabaseReference }>(each: Owned) => ({
    ...each,
    database: on(each.database),
  });
  return {
    ...access,
    databases: access.databases.map(on),
    connections: access.connections.map(of),
    roles: access.roles.map(of),
    staticRoles: access.staticRoles.map(of),
    breakGlass: access.breakGlass.map(of),
  };
}

/** Each once: as it is made, if one of them makes it. */
function madeOrElsewhere<One extends { readonly imported: boolean }>(
  all: readonly One[],
  nameOf: (each: One) => string,
): One[] {
  const madeLast = [...all].sort((one, other) => Number(other.imported) - Number(one.imported));
  return [...new Map(madeLast.map((each) => [nameOf(each), each])).values()];
}

/** Each stack has keys of its own in an engine. */
function withAllKeys(engines: AccessManifest["transitEngines"]): AccessManifest["transitEngines"] {
  return madeOrElsewhere(engines, ({ path }) => path).map((engine) => ({
    ...engine,
    keys: engines.filter(({ path }) => path === engine.path).flatMap(({ keys }) => keys),
  }));
}
