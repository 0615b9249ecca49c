import { askVault } from "../clients/ask-vault";
import type { VaultClient } from "../clients/vault-client";
import type { WorkloadDescription } from "../constructs/access/access-manifest";
import { isForTheUser, RehearsalError } from "../clients/could-not-tell";
import { workloadPolicy } from "../policies/workload-policy";
import { DRAINER } from "./leases-that-go";

/**
 * Does something while no workload may read certain credentials: their policies are as they were afterwards. A credential
 * that is being made when its role is taken away is a user in the database that no lease ends.
 *
 * @param paths of the credentials: `database/creds/app-readonly`
 */
export async function withoutReaders<Result>(
  vault: VaultClient,
  workloads: readonly WorkloadDescription[],
  paths: readonly string[],
  action: () => Promise<Result>,
): Promise<Result> {
  const readers = workloads.filter(({ reads }) => reads.some(({ path }) => paths.includes(path)));
  const policies = new Map<string, unknown>();
  try {
    for (const { policy: name, reads, makes, encrypts, operates } of readers) {
      const before = await read(vault, name);
      if (before === undefined) continue;
      policies.set(name, before);
      const others = reads.filter(({ path }) => !paths.includes(path));
      await write(vault, name, workloadPolicy(others, makes, encrypts, operates).toJson());
    }
    return await action();
  } finally {
    await restore(vault, policies);
  }
}

/** @throws RehearsalError when Vault is gone meanwhile */
async function restore(vault: VaultClient, policies: ReadonlyMap<string, unknown>): Promise<void> {
  const left = new Set(policies.keys());
  try {
    for (const [name, policy] of policies) {
      await write(vault, name, policy);
      left.delete(name);
    }
  } catch (cause) {
    if (!isForTheUser(cause)) throw cause;
    const problem = `${cause.problem} Workloads can't read what was drained: their policies are still without it: ${[...left].join(", ")}.`;
    throw new RehearsalError(
      problem,
      "When Vault answers again, deploy the stack as it is: that writes them as they were.",
      { cause },
    );
  }
}

/** A policy's text. @returns nothing where there is none, as after a destroy that stopped half way */
function read(vault: VaultClient, name: string): Promise<unknown> {
  return askVault(vault, `show the policy ${name}`, DRAINER, async () => {
    const { data } = await vault.find(`sys/policies/acl/${name}`);
    return data?.policy;
  });
}

function write(vault: VaultClient, name: string, policy: unknown): Promise<unknown> {
  return askVault(vault, `change the policy ${name}`, DRAINER, () =>
    vault.request("PUT", `sys/policies/acl/${name}`, { policy }),
  );
}
