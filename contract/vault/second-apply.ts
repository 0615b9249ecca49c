import type { Check } from "../check";
import type { Context } from "../context";
import type { StaticRoleContext } from "../postgres/static-role/static-role-context";

/** Applying a second time neither resets a rotated password nor takes away a membership. */
export function issuesAfterASecondApply(context: Context): Check {
  const { about, deployment, access, leases, staticRoles } = context;
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
      await Promise.all(staticRoles.map(expectLogin));
      return `${access.roles.length + staticRoles.length} roles give out credentials`;
    },
  };
}

/** The password that Vault gives out is the login's. */
async function expectLogin(context: StaticRoleContext): Promise<void> {
  const session = await context.open(await context.read());
  await session.close();
}
