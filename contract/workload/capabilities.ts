import type { AccessManifest, WorkloadDescription } from "../../constructs";
import { workloadPolicy } from "../../policies";
import { Violation } from "../check";
import type { VaultClient } from "../../clients/vault-client";

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
  // What a rule with a wildcard allows is tried on leases.
  const rules = workloadPolicy(reads)
    .toRules()
    .filter(({ path }) => !path.endsWith("*"));
  const expected: Record<string, readonly string[]> = Object.fromEntries(
    rules.map(({ path, capabilities }) => [path, capabilities]),
  );
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
    ...workloads.flatMap(({ login, name, policy }) => [
      `auth/${login.path}/role/${name}`,
      `auth/${login.path}/role/${name}/secret-id`,
      `auth/${login.path}/role/${name}/role-id`,
      `sys/policies/acl/${policy}`,
      `sys/policy/${policy}`,
    ]),
  ];
}
