import type { AccessManifest, WorkloadDescription } from "../../constructs";
import { Violation } from "../check";
import type { VaultClient } from "../../clients/vault-client";

/** What a workload may do with its own token. */
const OWN_TOKEN: Readonly<Record<string, readonly string[]>> = {
  "auth/token/lookup-self": ["read"],
  "auth/token/renew-self": ["update"],
  "auth/token/revoke-self": ["update"],
};

/** What rules Vault: paths below `sys/`. */
const SYSTEM = [
  "audit",
  "audit/file",
  "auth",
  "auth/contract",
  "capabilities",
  "capabilities-self",
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
  "mounts",
  "mounts/contract",
  "plugins/catalog",
  "plugins/reload/backend",
  "policies/acl",
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
  "wrapping/wrap",
];

/** Paths that rule Vault, or show what others do in it. A wildcard in a policy reaches one of them. */
const ELSEWHERE = [
  "contract-anything",
  "contract/anything/below",
  "cubbyhole/contract",
  "secret/data/contract",
  "identity/entity",
  "identity/oidc/token/contract",
  ...["create", "create-orphan", "create/contract", "lookup", "renew", "revoke", "revoke-accessor"].map(
    (name) => `auth/token/${name}`,
  ),
  ...["revoke-orphan", "roles/contract", "tidy", "accessors/"].map((name) => `auth/token/${name}`),
  ...SYSTEM.map((name) => `sys/${name}`),
];

/** Vault itself is asked what a token may do on each path there is, and next to it. @throws Violation for every other capability */
export async function expectExactCapabilities(
  vault: VaultClient,
  token: string,
  access: AccessManifest,
  { reads }: WorkloadDescription,
): Promise<string> {
  const expected: Record<string, readonly string[]> = {
    ...OWN_TOKEN,
    ...Object.fromEntries(reads.map((path) => [path, ["read"]])),
    ...(reads.length && { "sys/leases/renew": ["update"], "sys/leases/revoke": ["update"] }),
  };
  const paths = [...new Set([...Object.keys(expected), ...neighbours(access), ...ELSEWHERE])];
  const { data = {} } = await vault.request("POST", "sys/capabilities", { token, paths });
  const wrong = paths.flatMap((path) => {
    const there = ((data[path] as string[] | undefined) ?? ["deny"]).filter((each) => each !== "deny").sort();
    const should = [...(expected[path] ?? [])].sort();
    return there.join() === should.join()
      ? []
      : [`${there.join(", ") || "nothing"} on ${path} instead of ${should.join(", ") || "nothing"}`];
  });
  if (wrong.length) throw new Violation(`its policy allows ${wrong.join("; ")}`);
  return `${Object.keys(expected).length} paths, and nothing on ${paths.length - Object.keys(expected).length} others`;
}

/** Everything below the mounts that are described. */
function neighbours({ engines, connections, roles, authMethods, workloads }: AccessManifest): string[] {
  return [
    ...engines.flatMap(({ path }) =>
      ["config", "roles", "roles/contract", "creds/contract", "static-roles", "static-creds/contract"]
        .map((name) => `${path}/${name}`)
        .concat(`sys/mounts/${path}`, `sys/mounts/${path}/tune`, `sys/leases/lookup/${path}/creds/`),
    ),
    ...connections.flatMap(({ engine, name }) =>
      ["config", "reset", "rotate-root", "reload"].map((verb) => `${engine}/${verb}/${name}`),
    ),
    ...roles.flatMap(({ engine, name, path }) => [
      `${engine}/roles/${name}`,
      path,
      `${path}-contract`,
      `${path}/contract`,
    ]),
    ...authMethods.flatMap(({ path }) =>
      ["config", "role", "role/contract"].map((name) => `auth/${path}/${name}`).concat(`sys/auth/${path}`),
    ),
    ...workloads.flatMap(({ auth, name, policy }) => [
      `auth/${auth.path}/role/${name}`,
      `auth/${auth.path}/role/${name}/secret-id`,
      `auth/${auth.path}/role/${name}/role-id`,
      `sys/policies/acl/${policy}`,
      `sys/policy/${policy}`,
    ]),
  ];
}
