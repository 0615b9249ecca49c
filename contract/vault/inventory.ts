import type { AccessManifest } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { difference } from "../difference";
import { type VaultClient, VaultError } from "../../clients/vault-client";

/** What every Vault has. */
const OWN_MOUNTS = ["cubbyhole/", "identity/", "sys/", "agent-registry/"];
const OWN_METHODS = ["token/"];
const OWN_POLICIES = ["default", "root"];

/** Vault holds what is described and nothing else: no other mount, role, login role, policy or audit device. */
export function vaultHoldsOnlyWhatIsDescribed({ about, access, deployment }: Context): Check {
  return {
    id: "vault-holds-only-what-is-described",
    kind: "also",
    says: "Vault holds only what is described",
    about,
    harm: "nothing",
    needs: ["root of Vault"],
    attempt: async () => {
      const there = await inventory(deployment.vault);
      const own = deployment.ownPolicies.map((name) => `policy ${name}`);
      const differences = difference([...expectedInventory(access), ...own], there);
      if (differences.length) throw new Violation(differences.join("; "));
      return there.join("; ");
    },
  };
}

async function inventory(vault: VaultClient): Promise<string[]> {
  const [engines, methods, devices, policies] = await Promise.all([
    keysOf(vault, "sys/mounts", OWN_MOUNTS),
    keysOf(vault, "sys/auth", OWN_METHODS),
    keysOf(vault, "sys/audit", []),
    list(vault, "sys/policies/acl"),
  ]);
  const below = await Promise.all([
    ...engines.map(async (mount) => [
      ...(await list(vault, `${mount}config`)).map((name) => `connection ${mount}config/${name}`),
      ...(await list(vault, `${mount}roles`)).map((name) => `role ${mount}roles/${name}`),
    ]),
    ...methods.map(async (mount) =>
      (await list(vault, `auth/${mount}role`)).map((name) => `login auth/${mount}role/${name}`),
    ),
  ]);
  return [
    ...engines.map((mount) => `mount ${mount}`),
    ...methods.map((mount) => `auth method ${mount}`),
    ...devices.map((device) => `audit device ${device}`),
    ...policies.filter((name) => !OWN_POLICIES.includes(name)).map((name) => `policy ${name}`),
    ...below.flat(),
  ].sort();
}

function expectedInventory(access: AccessManifest): string[] {
  const { engines, connections, roles, workloads, auditDevices } = access;
  const lines = [
    ...engines.map(({ path }) => `mount ${path}/`),
    ...connections.map(({ engine, name }) => `connection ${engine}/config/${name}`),
    ...roles.map(({ engine, name }) => `role ${engine}/roles/${name}`),
    ...access.authMethods.map(({ path }) => `auth method ${path}/`),
    ...workloads.map(({ login, name }) => `login auth/${login.path}/role/${name}`),
    ...workloads.map(({ policy }) => `policy ${policy}`),
    ...auditDevices.map(({ path }) => `audit device ${path}/`),
  ];
  return [...new Set(lines)];
}

/** The keys of an answer that is a map of mounts. */
async function keysOf(vault: VaultClient, path: string, without: readonly string[]): Promise<string[]> {
  const { data = {} } = await vault.request("GET", path);
  return Object.keys(data).filter((key) => !without.includes(key) && !isOfDevelopment(key, data[key]));
}

/** A development server has one mount that a real one doesn't. */
function isOfDevelopment(key: string, mount: unknown): boolean {
  return key === "secret/" && (mount as { readonly type?: string }).type === "kv";
}

/** Vault says "not found" of a list without entries. */
async function list(vault: VaultClient, path: string): Promise<string[]> {
  try {
    const { data } = await vault.request("LIST", path);
    return (data?.keys ?? []) as string[];
  } catch (error) {
    if (error instanceof VaultError && error.status === 404) return [];
    throw error;
  }
}
