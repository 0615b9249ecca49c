import { setTimeout as sleep } from "node:timers/promises";
import type { Login } from "../../clients/postgres-session";
import type { VaultClient } from "../../clients/vault-client";
import type { Authentication } from "../../contract/workload/authentication";
import { isRefusal, untilAnswered } from "./until-answered";

/** A lease is renewed, and a token, when a quarter of its time is over: then Vault can be away for longer than a half of it. */
const RENEWED_AFTER = 1 / 4;

interface Lease extends Login {
  readonly id: string;
  readonly ttl: number;
}

/** A login of a workload, and the leases that it has by it: as long as its token lives, it renews both. */
export class WorkloadSession {
  /** Whether another one has taken its place: nobody uses what it gets. It goes on all the same, to show how that ends. */
  isReplaced = false;
  /** How long its token lives, in seconds, until somebody renews it. */
  private readonly ttl: number;
  private readonly vault: VaultClient;

  constructor(
    anybody: VaultClient,
    { client_token, lease_duration }: Authentication,
    private readonly signal: AbortSignal,
  ) {
    this.vault = anybody.withToken(client_token);
    this.ttl = lease_duration;
    void this.keepToken();
  }

  /** Gets a lease, and another one before the end of each. @param use what is done with each @throws VaultError when it is refused */
  async keepLease(path: string, use: (login: Login) => void): Promise<never> {
    for (;;) {
      const lease = await this.ask(() => this.issue(path));
      if (!this.isReplaced) use(lease);
      // A renewal that gives less than it was asked for: max_ttl is near.
      while ((await this.renewLater(lease)) >= lease.ttl);
    }
  }

  read(path: string): Promise<Readonly<Record<string, unknown>>> {
    return this.ask(async () => (await this.vault.request("GET", path)).data ?? {});
  }

  /** Gives its token back, and with it every lease. */
  async logOut(): Promise<void> {
    await this.vault.request("POST", "auth/token/revoke-self").catch(() => undefined);
  }

  private async keepToken(): Promise<void> {
    try {
      for (;;) {
        await this.wait(this.ttl * RENEWED_AFTER);
        await this.ask(() => this.vault.request("POST", "auth/token/renew-self"));
      }
    } catch {
      // It has ended, or is told to.
    }
  }

  private async issue(path: string): Promise<Lease> {
    const { lease_id: id = "", lease_duration: ttl = 0, data } = await this.vault.request("GET", path);
    const { username, password } = (data ?? {}) as Record<string, string>;
    return { id, ttl, user: username ?? "", password: password ?? "" };
  }

  /** @returns how long the lease lives from then on; nothing when it has ended */
  private async renewLater({ id, ttl }: Lease): Promise<number> {
    await this.wait(ttl * RENEWED_AFTER);
    const renewal = { lease_id: id, increment: ttl };
    const renew = () => this.ask(() => this.vault.request("POST", "sys/leases/renew", renewal));
    const answer = await renew().catch((error: unknown) => {
      if (isRefusal(error)) return { lease_duration: 0 };
      throw error;
    });
    return answer.lease_duration ?? 0;
  }

  private ask<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    return untilAnswered(ask, this.signal);
  }

  private async wait(seconds: number): Promise<void> {
    await sleep(seconds * 1000, undefined, { signal: this.signal });
  }
}
