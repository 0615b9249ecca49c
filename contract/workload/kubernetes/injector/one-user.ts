import { type Check, Violation } from "../../../check";
import type { Context } from "../../../context";
import type { PodContext } from "./pod-context";

/** A pod is issued one user of a role: its second agent takes over what the first one has. */
export function issuesOneUserForAPod(_: Context, context: PodContext): Check[] {
  const roles = [...new Set(context.leasedPlaces.map(({ credential }) => credential))];
  if (!roles.length) return [];
  return [
    {
      id: "injector-issues-one-user-for-a-pod",
      kind: "also",
      says: "injected agents issue one user for a pod",
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const issued = context.leasesOf(await context.running.get()).length;
        if (issued === roles.length) return `a pod has one user by ${roles.join(", ")}`;
        throw new Violation(
          `its agents were issued ${issued} users by ${roles.join(", ")}: a pod that has read the first keeps one that nobody renews`,
        );
      },
    },
  ];
}
