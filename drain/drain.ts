import { setTimeout as sleep } from "node:timers/promises";
import { askVault } from "../clients/ask-vault";
import { NoAnswerError, type VaultClient, VaultError } from "../clients/vault-client";
import type { WorkloadDescription } from "../constructs/access/access-manifest";
import { DRAINER, type LeasingRole, leasesOf } from "./leases-that-go";
import { withoutReaders } from "./without-readers";

/** How many leases are revoked at once: a connection of Vault has no more sessions, where nobody says so. */
const AT_ONCE = 4;
/** How long a credential that was just being made may take to be a lease. */
const SETTLE_MS = 1_000;

/** Who drains. */
export interface Drainer {
  /** Told how far it is. */
  readonly notify: (message: string) => void;
  /** Ends it early when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A role, and what is leased of it. */
export interface DrainedRole {
  /** `database/creds/app-readonly` */
  readonly path: string;
  /** How many leases were revoked, with those that came meanwhile. */
  readonly revoked: number;
  readonly remaining: readonly RemainingLease[];
}

export interface RemainingLease {
  /** Its ID. */
  readonly lease: string;
  /** Why it could not be revoked. @default - nobody has tried */
  readonly because?: string;
}

/** What is leased of roles. */
export async function leased(vault: VaultClient, roles: readonly LeasingRole[]): Promise<DrainedRole[]> {
  const all: DrainedRole[] = [];
  for (const role of roles) {
    const remaining = (await leasesOf(vault, role)).map((lease) => ({ lease }));
    all.push({ path: role.path, revoked: 0, remaining });
  }
  return all;
}

/**
 * Revokes the leases of roles, which ends their sessions, and takes the roles from Vault, so that nothing is leased of them
 * until the next deploy. A role of which a lease can't be revoked stays.
 *
 * @param workloads who may read them
 */
export function drain(
  vault: VaultClient,
  roles: readonly LeasingRole[],
  workloads: readonly WorkloadDescription[],
  host: Drainer,
): Promise<DrainedRole[]> {
  const paths = roles.map(({ path }) => path);
  return withoutReaders(vault, workloads, paths, () => new Drain(vault, roles, host).run());
}

class Drain {
  /** How many leases were revoked, by the path of their role. */
  private readonly revoked = new Map<string, number>();
  /** Why one could not be revoked, by the path of its role. */
  private readonly reasons = new Map<string, string>();

  constructor(
    private readonly vault: VaultClient,
    private readonly roles: readonly LeasingRole[],
    private readonly host: Drainer,
  ) {}

  async run(): Promise<DrainedRole[]> {
    await this.settle();
    // While a role is there, its leases are revoked by its statements of today, and then by those of their own time.
    await this.revokeAll(await leased(this.vault, this.roles));
    for (const role of this.roles) if (!this.reasons.has(role.path)) await this.remove(role);
    let before: number;
    do {
      before = this.total;
      await this.settle();
      // Of the others, it is known already why not.
      const gone = this.roles.filter(({ path }) => !this.reasons.has(path));
      await this.revokeAll(await leased(this.vault, gone));
    } while (this.total > before);
    return (await leased(this.vault, this.roles)).map(({ path, remaining }) => ({
      path,
      revoked: this.revoked.get(path) ?? 0,
      remaining: remaining.map(({ lease }) => ({ lease, because: this.reasons.get(path) })),
    }));
  }

  private settle(): Promise<void> {
    return sleep(SETTLE_MS, undefined, { signal: this.host.signal });
  }

  /** How many were revoked. */
  private get total(): number {
    return [...this.revoked.values()].reduce((sum, count) => sum + count, 0);
  }

  private async revokeAll(roles: readonly DrainedRole[]): Promise<void> {
    for (const { path, remaining } of roles) {
      const waiting = remaining.map(({ lease }) => lease);
      let failures = 0;
      const work = async () => {
        // What fails so often in a row fails for every lease of the role.
        for (let lease = waiting.pop(); lease && failures < AT_ONCE; lease = waiting.pop())
          failures = (await this.revoke(path, lease)) ? 0 : failures + 1;
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
  }

  /** Returns when its user and its sessions are gone. @returns whether they are */
  private async revoke(path: string, lease: string): Promise<boolean> {
    const body = { lease_id: lease, sync: true };
    const revoke = () => this.vault.request("POST", "sys/leases/revoke", body, this.host.signal);
    const because = await askVault(this.vault, `revoke leases of ${path}`, DRAINER, () =>
      revoke().then(() => undefined, reasonOf),
    );
    if (because !== undefined) this.reasons.set(path, because);
    else this.revoked.set(path, (this.revoked.get(path) ?? 0) + 1);
    this.host.notify(`revoking leases: ${this.total} so far`);
    return because === undefined;
  }

  private async remove({ path, mount, name }: LeasingRole): Promise<void> {
    await askVault(this.vault, `end leasing of ${path}`, DRAINER, () =>
      this.vault.request("DELETE", `${mount}/roles/${name}`, undefined, this.host.signal),
    );
  }
}

/** Why Vault could not revoke a lease. @throws what says nothing about the lease */
function reasonOf(error: unknown): string {
  if (error instanceof VaultError && error.status !== 403)
    return error.errors.join("; ").replace(/^failed to revoke entry: resp: \S+ err: /, "");
  if (error instanceof NoAnswerError) return `${error.message}: see whether Vault reaches the database`;
  throw error;
}
