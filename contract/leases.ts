import type { VaultClient, VaultResponse } from "../clients/vault-client";
import { newClientAddress } from "./client-addresses";
import { Violation } from "./check";
import { Fixture } from "./fixture";
import { type Moment, timed } from "./moment";

/** A leased credential. */
export interface Lease {
  readonly id: string;
  /** In seconds, from when it was issued. */
  readonly ttl: number;
  readonly issued: Moment;
  readonly user: string;
  readonly password: string;
}

/** Leases, and every password that was ever issued: none of them may show up anywhere. */
export class Leases {
  readonly passwords: string[] = [];
  private readonly live = new Set<string>();
  private readonly untouched = new Map<string, Fixture<Lease>>();

  constructor(readonly vault: VaultClient) {}

  /** Reads a credential of a Vault role. */
  async issue(path: string, as: VaultClient = this.vault): Promise<Lease> {
    const [answer, issued] = await timed(() => as.from(newClientAddress()).request("GET", path));
    const { data, lease_id: id, lease_duration: ttl } = answer;
    const { username: user, password } = (data ?? {}) as Record<string, string>;
    if (!id || !ttl || !user || !password) throw new Violation(`${path} gave no lease`);
    this.takeDown(answer);
    return { id, ttl, issued, user, password };
  }

  /** Takes down what of an answer must not show up anywhere, and has to end. */
  takeDown({ data, lease_id: id }: VaultResponse): void {
    if (typeof data?.password === "string") this.passwords.push(data.password);
    if (id) this.live.add(id);
  }

  /** A lease of a Vault role for whoever must not touch it: one for all. */
  issueForOthers(path: string): Promise<Lease> {
    const lease = this.untouched.get(path) ?? new Fixture(() => this.issue(path));
    this.untouched.set(path, lease);
    return lease.get();
  }

  /** @returns how long it lives from now on, in seconds */
  async renew(lease: Lease, increment: number, as: VaultClient = this.vault): Promise<number> {
    const answer = await as.request("POST", "sys/leases/renew", { lease_id: lease.id, increment });
    return answer.lease_duration ?? 0;
  }

  /** Returns when it is revoked; throws when that failed. */
  async revoke(lease: Lease, as: VaultClient = this.vault): Promise<void> {
    await as.request("POST", "sys/leases/revoke", { lease_id: lease.id, sync: true });
    this.live.delete(lease.id);
  }

  /** Revokes what has not been. Some are gone with the token that asked for them, or can't be revoked. */
  async revokeAll(): Promise<void> {
    const revoke = (id: string) =>
      this.vault.request("POST", "sys/leases/revoke", { lease_id: id, sync: true });
    await Promise.all([...this.live].map((id) => revoke(id).catch(() => undefined)));
  }
}
