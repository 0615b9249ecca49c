import { type Check, Violation } from "../../../check";
import type { Context } from "../../../context";
import { eventually } from "../../../eventually";
import type { PodContext } from "./pod-context";

/** When a pod ends, what it was issued is revoked, where that is described. */
export function revokesWhenPodEnds({ deployment }: Context, context: PodContext): Check[] {
  if (context.injector.revokeAfter === undefined || !context.leasedPlaces.length) return [];
  const isGone = (id: string) =>
    deployment.vault.request("PUT", "sys/leases/lookup", { lease_id: id }).then(
      () => false,
      () => true,
    );
  return [
    {
      id: "injector-revokes-when-a-pod-ends",
      kind: "also",
      says: "injected agent revokes when its pod ends",
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const pod = await context.startAndWrite();
        await pod.terminate();
        for (const lease of context.leasesOf(pod)) {
          if (await eventually(() => isGone(lease))) continue;
          throw new Violation("its pod has ended, and its user is still there");
        }
        return "a pod that ends leaves no user";
      },
    },
  ];
}
