import { setTimeout as sleep } from "node:timers/promises";
import { isLoginRefused } from "../../clients/postgres-session";
import type { StaticRoleDescription } from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import { type StaticCredential, StaticCredentials } from "../../contract/static-credentials";
import type { LaneRecorder, RecordedBar } from "./lane-recorder";

const POLL_MS = 500;

/** A rotation that was seen. */
export interface SeenRotation {
  /** When Vault changed the password, in milliseconds since 1970. */
  readonly rotated: number;
  /** When it had changed before. */
  readonly before: number;
  /** Whether the database refuses the old password, and takes the new one. */
  readonly isInDatabase: boolean;
}

/** Sees when Vault changes the password of a static role. */
export class PasswordsWatch {
  readonly rotations: SeenRotation[] = [];
  /** When the password changed that it has now, in milliseconds since 1970. */
  last = 0;
  private bar?: RecordedBar;

  constructor(
    readonly role: StaticRoleDescription,
    readonly lane: LaneRecorder,
    private readonly deployment: Deployment,
  ) {}

  /** For how many seconds it has had the password that it has now. */
  get age(): number {
    return this.lane.now - (this.bar?.from ?? this.lane.now);
  }

  /** Returns when the signal is aborted. Where Vault can't tell at the moment, it asks again. */
  async run(signal: AbortSignal): Promise<void> {
    const credentials = new StaticCredentials(this.deployment.vault, []);
    for (let before: StaticCredential | undefined; !signal.aborted; await sleep(POLL_MS)) {
      const now = await credentials.read(this.role.path).catch(() => undefined);
      if (!now) continue;
      if (now.rotated !== before?.rotated) await this.note(now, before);
      before = now;
    }
  }

  private async note(now: StaticCredential, before?: StaticCredential): Promise<void> {
    const { path: of, userName: label } = this.role;
    this.last = now.rotated;
    if (this.bar) this.lane.end(this.bar, "rotated");
    this.bar = this.lane.begin(this.lane.credentials, { of, label, ttl: now.ttl });
    if (!before) return;
    this.lane.add("rotation", `Vault changed the password of ${label}`);
    const server = this.deployment.serverOf(this.role.database);
    const isRefused = (each: StaticCredential) => isLoginRefused(server, this.role.database.name, each);
    const [isOldRefused, isNewRefused] = await Promise.all([isRefused(before), isRefused(now)]);
    this.rotations.push({
      rotated: now.rotated,
      before: before.rotated,
      isInDatabase: isOldRefused && !isNewRefused,
    });
  }
}
