import { time } from "../../../constructs/access/fact";
import { quoted } from "../../quoted";
import { type Consequences, readBy, textOf } from "./consequence";
import { mountsThatGo } from "./engines";
import { leasedPathOf, removedRoles } from "./removed-roles";
import { pathsOfGroup, takenGroups } from "./taken-groups";

/** A role is removed, with nothing besides it. */
export const leasedRoles: Consequences = (planned) => {
  const told = new Set([...takenGroups(planned)].flatMap((group) => pathsOfGroup(planned, group)));
  const mounts = mountsThatGo(planned);
  return removedRoles(planned)
    .filter((role) => !told.has(leasedPathOf(role)) && !mounts.includes(textOf(role.before.backend)))
    .map((role) => {
      const path = leasedPathOf(role);
      const { max_ttl: longest } = role.before;
      const until = typeof longest === "number" && longest > 0 ? `, for ${time(longest)} at most` : "";
      return {
        rule: "role-removed",
        kind: "ends-sessions",
        subject: path,
        sentence: `Removes ${quoted(path)}: what is leased of it goes on until its end${until}, and can't be renewed${readBy(planned, [path])}`,
      };
    });
};
