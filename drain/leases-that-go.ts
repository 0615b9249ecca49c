import { askVault } from "../clients/ask-vault";
import type { VaultClient } from "../clients/vault-client";
import type { AccessManifest, RoleDescription } from "../constructs/access/access-manifest";
import { accessChange } from "../constructs/access/access-change";
import { leasedPath } from "../policies/credential-rules";

/** Who may drain. */
export const DRAINER = {
  403: "Whoever drains needs the policies in drain.policy.json and in deployer.policy.json.",
};

/** A role of an engine whose leases can't go on. Vault may not have it any more: leases outlive their role. */
export interface LeasingRole {
  /** `database/creds/app-readonly` */
  readonly path: string;
  readonly mount: string;
  readonly name: string;
}

/**
 * The roles whose leases can't go on after a change, and in mounts of the stack those that Vault has leases of, but that are
 * gone already: what takes such leases back can be changed under them.
 *
 * @param after @default - nothing is left
 */
export async function leasingRoles(
  vault: VaultClient,
  before: AccessManifest,
  after?: AccessManifest,
): Promise<LeasingRole[]> {
  const roles = rolesThatEnd(before, after).map(({ engine, name }) => roleAt(engine, name));
  const isKnown = ({ path }: LeasingRole) => roles.some((role) => role.path === path);
  for (const { path: mount } of before.engines.filter(({ imported }) => !imported)) {
    const isKept = after?.engines.some(({ path, imported }) => path === mount && !imported) ?? false;
    const leased = (await list(vault, leasesAt(`${mount}/creds`))).map((key) => key.replace(/\/$/, ""));
    const kept = isKept ? await list(vault, `${mount}/roles`) : [];
    const others = leased.filter((name) => !kept.includes(name)).map((name) => roleAt(mount, name));
    roles.push(...others.filter((role) => !isKnown(role)));
  }
  return roles;
}

/** The IDs of a role's leases. */
export async function leasesOf(vault: VaultClient, { path }: LeasingRole): Promise<string[]> {
  return (await list(vault, leasesAt(path))).map((id) => `${path}/${id}`);
}

function rolesThatEnd(before: AccessManifest, after?: AccessManifest): readonly RoleDescription[] {
  if (!after) return before.roles;
  const ending = accessChange(before, after).roles.filter(({ effect }) => effect === "ends");
  return ending.map(({ subject }) => subject);
}

function roleAt(mount: string, name: string): LeasingRole {
  return { path: leasedPath(mount, name), mount, name };
}

/** The path that lists leases below another one. */
function leasesAt(path: string): string {
  return `sys/leases/lookup/${path}`;
}

async function list(vault: VaultClient, path: string): Promise<string[]> {
  return askVault(vault, `list ${path}`, DRAINER, async () => {
    const { data } = await vault.find(path, "LIST");
    return (data?.keys ?? []) as string[];
  });
}
