import type { VaultClient } from "../clients/vault-client";
import { Violation } from "./check";
import { rotatedAt } from "./pair-phase";
import { type Moment, timed } from "./moment";

/** The user of a static role, and the password that it has now. */
export interface StaticCredential {
  readonly user: string;
  readonly password: string;
  /** In seconds, from when it was read, until its next rotation. */
  readonly ttl: number;
  readonly wasRead: Moment;
  /** When Vault changed its password, in milliseconds since 1970. */
  readonly rotated: number;
}

/** Credentials of static roles, and every password that was ever read: none of them may show up anywhere. */
export class StaticCredentials {
  constructor(
    private readonly vault: VaultClient,
    private readonly passwords: string[],
  ) {}

  /** Reads the credential of a static role. */
  async read(path: string, as: VaultClient = this.vault): Promise<StaticCredential> {
    const [{ data = {}, lease_id: lease }, wasRead] = await timed(() => as.request("GET", path));
    const { username: user, password, ttl, last_vault_rotation: rotated } = data as Record<string, string>;
    if (lease) throw new Violation(`${path} gave a lease`);
    if (!user || !password || !rotated) throw new Violation(`${path} gave no credential`);
    this.passwords.push(password);
    return { user, password, ttl: Number(ttl), wasRead, rotated: rotatedAt(rotated) };
  }

  async rotate(engine: string, name: string): Promise<void> {
    await this.vault.request("POST", `${engine}/rotate-role/${name}`);
  }
}
