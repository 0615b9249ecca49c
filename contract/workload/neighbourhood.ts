import type { AccessManifest } from "../../constructs";
import type { VaultMethod } from "../../clients/vault-client";
import { nearest } from "../nearest";
import type { WorkloadContext } from "./workload-context";

/** A path that a workload must not reach. */
export interface Neighbour {
  readonly path: string;
  /** The request that is tried there. Without, Vault is only asked: it might end everything. */
  readonly request?: VaultMethod;
}

const asked = (...paths: string[]): Neighbour[] => paths.map((path) => ({ path }));
const tried = (request: VaultMethod, ...paths: string[]): Neighbour[] =>
  paths.map((path) => ({ path, request }));

/** What rules Vault: paths below `sys/`. */
const SYSTEM = [
  "audit/file",
  "auth/contract",
  "capabilities",
  "config/cors",
  "generate-root/attempt",
  "health",
  "host-info",
  "internal/counters/activity",
  "internal/ui/mounts",
  "key-status",
  "leader",
  "leases/lookup",
  "leases/lookup/contract",
  "leases/renew/contract",
  "leases/revoke/contract",
  "leases/revoke-force/contract",
  "leases/revoke-prefix/contract",
  "leases/tidy",
  "metrics",
  "mounts/contract",
  "plugins/catalog",
  "plugins/reload/backend",
  "policies/acl/contract",
  "policies/password/contract",
  "policy",
  "policy/contract",
  "quotas/config",
  "raw/core",
  "rekey/init",
  "remount",
  "renew",
  "renew/contract",
  "revoke",
  "revoke/contract",
  "revoke-force/contract",
  "revoke-prefix/contract",
  "rotate",
  "seal",
  "step-down",
  "storage/raft/configuration",
  "tools/random",
  "unseal",
  "wrapping/lookup",
];

const TOKENS = [
  ...["create-orphan", "create/contract", "lookup", "renew", "revoke", "revoke-accessor", "revoke-orphan"],
  ...["roles/contract", "tidy", "accessors/"],
];

/** Paths that rule Vault, or show what others do in it. A wildcard in a policy reaches one of them. */
const ELSEWHERE: readonly Neighbour[] = [
  ...asked("contract-anything", "contract/anything/below", "identity/entity", "identity/oidc/token/contract"),
  ...asked(...TOKENS.map((name) => `auth/token/${name}`), ...SYSTEM.map((name) => `sys/${name}`)),
  ...tried("GET", "cubbyhole/contract", "secret/data/contract", "sys/mounts", "sys/auth", "sys/audit"),
  ...tried("LIST", "sys/policies/acl", "auth/token/accessors", "identity/entity/name"),
  ...tried("POST", "sys/mounts/contract-intruder", "auth/token/create"),
  ...tried("POST", "sys/wrapping/wrap", "sys/capabilities-self"),
  ...tried("PUT", "sys/policies/acl/contract-intruder"),
];

/** What a workload must not reach: what rules Vault, and everything below the mounts that are described but its own. */
export function neighbourhood(
  { engines, connections, authMethods, workloads }: AccessManifest,
  { ownRoles, otherRoles, workload }: WorkloadContext,
): Neighbour[] {
  const isOwn = (connection: { readonly engine: string; readonly name: string }) =>
    ownRoles.some((role) => role.engine === connection.engine && role.connection === connection.name);
  return [
    ...engines.flatMap(({ path }) => ofEngine(path)),
    ...nearest(connections, isOwn).flatMap(({ engine, name }) => ofConnection(engine, name)),
    ...[...ownRoles, ...otherRoles].flatMap(({ engine, name, path }) => [
      ...tried("GET", `${engine}/roles/${name}`),
      ...asked(`${path}-contract`, `${path}/contract`),
    ]),
    ...asked(...otherRoles.map(({ path }) => path)),
    ...authMethods.flatMap(({ path }) =>
      asked(...["config", "role", "role/contract"].map((name) => `auth/${path}/${name}`), `sys/auth/${path}`),
    ),
    ...nearest(workloads, (each) => each === workload).flatMap(({ login, name, policy }) =>
      asked(
        ...["", "/secret-id", "/role-id"].map((end) => `auth/${login.path}/role/${name}${end}`),
        ...[`sys/policies/acl/${policy}`, `sys/policy/${policy}`],
      ),
    ),
    ...ELSEWHERE,
  ];
}

function ofEngine(path: string): Neighbour[] {
  return [
    ...tried("LIST", `${path}/config`, `${path}/roles`, `sys/leases/lookup/${path}/creds`),
    ...tried("POST", `${path}/roles/contract-intruder`, `${path}/config/contract-intruder`),
    ...tried("POST", `sys/leases/revoke-prefix/${path}`, `sys/leases/revoke-force/${path}`),
    ...asked(...["roles", "creds", "static-creds"].map((name) => `${path}/${name}/contract`)),
    ...asked(`${path}/static-roles`, `sys/mounts/${path}`, `sys/mounts/${path}/tune`),
    ...asked(`sys/leases/lookup/${path}/creds/`),
  ];
}

function ofConnection(engine: string, name: string): Neighbour[] {
  return [
    ...tried("GET", `${engine}/config/${name}`),
    ...tried("POST", `${engine}/rotate-root/${name}`, `${engine}/reset/${name}`),
    ...asked(`${engine}/reload/${name}`),
  ];
}
