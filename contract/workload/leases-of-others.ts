import type { VaultClient } from "../../clients/vault-client";
import type { WorkloadDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { isLetThrough } from "./is-let-through";
import type { WorkloadContext } from "./workload-context";

/** A workload neither renews nor revokes leases of others: live ones, and some that only a wildcard would reach. */
export function leasesOfOthers({ leases, access }: Context, context: WorkloadContext): Check {
  const { reads } = context.workload;
  return {
    id: "may-not-touch-leases-of-others",
    kind: "may not",
    says: "touch leases of others",
    about: context.about,
    harm: "breaks",
    needs: ["root of Vault", ...context.needs],
    attempt: async () => {
      const vault = await context.vault();
      const live = await Promise.all(context.otherRoles.map(({ path }) => leases.issueForOthers(path)));
      const ids = [
        ...live.map(({ id }) => id),
        ...reads.map(({ path }) => `${path}-contract/lease`),
        ...access.engines.map(({ path }) => `${path}/creds/contract-nobody/lease`),
        "contract/lease",
      ];
      // In the body, Vault takes it before the one in the path.
      const ownPaths = reads.map(({ path }) => `${path}/contract`);
      for (const id of ids) {
        await expectLeaseRefused(vault, "renew", id, ownPaths, { increment: 60 });
        if (!mayEnd(context.workload, id))
          await expectLeaseRefused(vault, "revoke", id, ownPaths, { sync: true });
      }
      return `may neither renew nor revoke ${ids.map(roleOfLease).join(", ")}`;
    },
  };
}

/** Whether it is there to end such a lease: it drains a stack. */
function mayEnd({ operates = [] }: WorkloadDescription, id: string): boolean {
  const leases = operates.flatMap(({ rules }) =>
    rules.flatMap(({ allowedParameters: { lease_id: ids = [] } = {} }) => ids),
  );
  return leases.some((pattern) => id.startsWith(pattern.replace(/\*$/, "")));
}

async function expectLeaseRefused(
  vault: VaultClient,
  verb: "renew" | "revoke",
  id: string,
  ownPaths: readonly string[],
  body: object,
): Promise<void> {
  const named = { ...body, lease_id: id };
  const forms: [path: string, body?: object][] = [
    [`sys/leases/${verb}`, named],
    [`sys/leases/${verb}/${id}`],
    [`sys/leases/${verb}/${id}`, body],
    ...ownPaths.map((own): [string, object] => [`sys/leases/${verb}/${own}`, named]),
  ];
  for (const [path, form] of forms) {
    if (await isLetThrough(vault, "POST", path, form))
      throw new Violation(`it may ${verb} a lease of ${roleOfLease(id)}`);
  }
}

/** The path a lease was read from. */
function roleOfLease(id: string): string {
  return id.replace(/\/[^/]*$/, "");
}
