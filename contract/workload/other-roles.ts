import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { isLetThrough } from "./is-let-through";
import type { WorkloadContext } from "./workload-context";

/** A workload reads no credential that it was not granted. */
export function otherRoles(_: Context, context: WorkloadContext): Check[] {
  const others = [...context.otherRoles, ...context.otherStaticRoles].map(({ path }) => path);
  if (!others.length) return [];
  return [
    {
      id: "may-not-read-other-roles",
      kind: "may not",
      says: "read other roles",
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const vault = await context.vault();
        for (const path of others) {
          if (await isLetThrough(vault, "GET", path))
            throw new Violation(`it reads credentials of ${path}, which it was not granted`);
        }
        return `refused: ${others.join(", ")}`;
      },
    },
  ];
}
