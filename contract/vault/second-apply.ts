import type { Check } from "../check";
import type { Context } from "../context";

/** Applying a second time neither resets a rotated password nor takes away a membership. */
export function issuesAfterASecondApply({ about, deployment, access, leases }: Context): Check {
  return {
    id: "issues-after-a-second-apply",
    kind: "also",
    says: "issues after a second apply",
    about,
    harm: "writes",
    needs: ["root of Vault", "a second apply"],
    attempt: async () => {
      await deployment.applyAgain();
      await Promise.all(access.roles.map(async ({ path }) => leases.revoke(await leases.issue(path))));
      return `${access.roles.length} roles issue and revoke`;
    },
  };
}
