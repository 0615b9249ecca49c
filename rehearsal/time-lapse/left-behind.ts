import { setTimeout as sleep } from "node:timers/promises";
import { isLoginRefused } from "../../clients/postgres-session";
import type { VaultClient } from "../../clients/vault-client";
import type { RoleDescription } from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import { type Lease, Leases } from "../../contract/leases";
import type { Clock } from "./clock";
import type { PlayedWorkload } from "./played-workload";
import { untilAnswered } from "./until-answered";
import { usersOf } from "./users-watch";

const ISSUED_EVERY_MS = 1_000;
const POLL_MS = 100;
/** How long before the end of one Vault is stopped. */
const CHOSEN_MS = { from: 300, to: 2_000 };
/** How much longer than a lease Vault lets its login be valid, and how much later than that it may be found to be refused. */
const GRACE_S = 5;
const LATE_S = 1.5;
/** How soon it has to be gone when Vault is back. */
const GONE_MS = 10_000;

/** What became of a credential that nobody renewed, while Vault was stopped and afterwards. */
export interface LeftBehind {
  readonly user: string;
  /** Whether its login worked until its lease had ended. */
  readonly wasLetIn: boolean;
  /** Whether it was refused before Vault was back, while its role was there. */
  isLockedOut: boolean;
  /** Whether its role was gone soon after Vault was back. */
  isGone: boolean;
}

/** Credentials of a role that somebody got who is gone: another one each second, so that there is one that is about to end. */
export class LeftBehindCredentials {
  private readonly leases: (Lease & { readonly from: number })[] = [];
  private chosen?: Lease & { readonly from: number };
  found?: LeftBehind;

  constructor(
    readonly role: RoleDescription,
    /** Whose it seems to be. */
    readonly owner: PlayedWorkload,
    private readonly deployment: Deployment,
    /** Logs in as another instance of the lane's workload. */
    private readonly logIn: () => Promise<VaultClient>,
    private readonly clock: Clock,
  ) {}

  /** Returns when the signal is aborted. */
  async issue(signal: AbortSignal): Promise<void> {
    const leases = new Leases(this.deployment.vault);
    let vault = await untilAnswered(this.logIn, signal);
    for (; !signal.aborted; await sleep(ISSUED_EVERY_MS, undefined, { signal })) {
      vault = await stillLoggedIn(vault).catch(() => untilAnswered(this.logIn, signal));
      const from = this.clock.now;
      const lease = await untilAnswered(() => leases.issue(this.role.path, vault), signal);
      this.leases.push({ ...lease, from });
    }
  }

  /** Chooses one that ends in a moment, so that Vault can be stopped before. @returns whether there is one */
  choose(): boolean {
    const now = Date.now();
    this.chosen = this.leases.find(({ issued, ttl }) => {
      const left = issued.earliest + ttl * 1000 - now;
      return left > CHOSEN_MS.from && left < CHOSEN_MS.to;
    });
    return this.chosen !== undefined;
  }

  /** While Vault is stopped: waits until the login of the one that is about to end is refused, or should have been. */
  async untilLockedOut(): Promise<void> {
    const lease = this.chosen as Lease;
    this.found = {
      user: lease.user,
      wasLetIn: !(await this.isRefused(lease)),
      isLockedOut: false,
      isGone: false,
    };
    for (
      const deadline = endOf(lease) + (GRACE_S + LATE_S) * 1000;
      Date.now() < deadline;
      await sleep(POLL_MS)
    ) {
      if (!(await this.isRefused(lease))) continue;
      this.found.isLockedOut = await this.isThere(lease);
      this.owner.lane.add(
        "locked out",
        `PostgreSQL refuses ${lease.user}, which nobody renewed, while Vault is stopped`,
      );
      return;
    }
  }

  /** When Vault is back: waits until it is gone. */
  async untilGone(): Promise<void> {
    const lease = this.chosen as Lease & { readonly from: number };
    for (const deadline = Date.now() + GONE_MS; Date.now() < deadline; await sleep(POLL_MS)) {
      if (await this.isThere(lease)) continue;
      (this.found as LeftBehind).isGone = true;
      const { from, ttl, user: label } = lease;
      const bar = this.owner.lane.begin(this.owner.lane.credentials, { of: this.role.path, label, ttl });
      this.owner.lane.end(Object.assign(bar, { from }), "expired");
      this.owner.lane.add("gone", `Vault is back, and ${lease.user} is gone`);
      return;
    }
  }

  /** The users that are refused because of it. */
  get users(): string[] {
    return this.leases.map(({ user }) => user);
  }

  private isRefused(lease: Lease): Promise<boolean> {
    const { database } = this.role;
    return isLoginRefused(this.deployment.serverOf(database), database.name, lease);
  }

  private async isThere({ user }: Lease): Promise<boolean> {
    return (await usersOf(this.deployment.serverOf(this.role.database), [user])).length > 0;
  }
}

/** @throws VaultError when its token has ended */
async function stillLoggedIn(vault: VaultClient): Promise<VaultClient> {
  await vault.request("POST", "auth/token/renew-self");
  return vault;
}

/** When a lease ends at the latest, in milliseconds since 1970. */
function endOf({ issued, ttl }: Lease): number {
  return issued.latest + ttl * 1000;
}
