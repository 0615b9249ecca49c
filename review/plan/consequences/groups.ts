import { listed, quoted } from "../../quoted";
import { type Consequences, goneOf, readBy } from "./consequence";
import { leasedPathOf, removedRoles } from "./removed-roles";
import { pathsOfGroup, takenGroups } from "./taken-groups";

/** A group is taken from Vault's issuer, which PostgreSQL refuses while a login of it is its member. */
export const groups: Consequences = (planned) =>
  [...takenGroups(planned)].flatMap((group) => {
    const paths = pathsOfGroup(planned, group);
    if (!paths.length) return [];
    const removed = new Set(removedRoles(planned).map(leasedPathOf));
    const does = paths.every((path) => removed.has(path))
      ? `Removes ${listed(paths)} with the group ${quoted(group)}`
      : `Takes the group ${quoted(group)} from ${listed(paths)}`;
    const dropped = goneOf(planned, "postgresql_role").some(({ before }) => before.name === group);
    const lost = dropped ? "; on 15 what is leased of it loses everything" : "";
    return {
      rule: "group-removed",
      kind: "ends-sessions",
      subject: group,
      sentence: `${does}: on PostgreSQL 16 and newer refused while it is leased${lost}${readBy(planned, paths)}`,
      remedy: "drain",
    };
  });
