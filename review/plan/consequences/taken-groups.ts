import { goneOf, type Planned, renamedOf, textOf } from "./consequence";

/** The groups that are taken from Vault's issuer. */
export function takenGroups(planned: Planned): Set<string> {
  const issuers = planned.base?.databases.map(({ issuer }) => issuer) ?? [];
  // Where the issuer gets another name, that is told.
  const renamed = new Set(renamedOf(planned, "postgresql_role").map(({ before }) => before.name));
  const taken = goneOf(planned, "postgresql_grant_role").filter(
    ({ before: { role } }) => issuers.includes(textOf(role)) && !renamed.has(role),
  );
  return new Set(taken.map(({ before }) => textOf(before.grant_role)));
}

/** The paths whose credentials are members of a group. */
export function pathsOfGroup({ base }: Planned, group: string): string[] {
  return base?.roles.filter((role) => role.group === group).map(({ path }) => path) ?? [];
}
