import { setTimeout as sleep } from "node:timers/promises";
import type { Deployment } from "../../contract/deployment";
import { asSuperuser } from "../rehearsal/attack";

const LONGEST_MS = 5_000;

/** Sessions whose user is gone: by its OID, as they have no name. */
const SESSIONS = `SELECT pid, application_name FROM pg_stat_activity
  WHERE usesysid IS NOT NULL AND usesysid NOT IN (SELECT oid FROM pg_roles)`;

/** Looks for sessions that go on five seconds after their user was revoked. */
export class OldSessions {
  /** Whose they were. */
  readonly found = new Set<string>();
  private readonly firstSeen = new Map<unknown, number>();
  private isLooking = true;
  private readonly looking: Promise<void>;

  constructor(private readonly deployment: Deployment) {
    this.looking = this.look();
    this.looking.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.isLooking = false;
    await this.looking;
  }

  private async look(): Promise<void> {
    while (this.isLooking) {
      await sleep(250);
      const sessions = await asSuperuser(this.deployment, (session) => session.query(SESSIONS));
      for (const { pid, application_name } of sessions) {
        const since = this.firstSeen.get(pid) ?? Date.now();
        this.firstSeen.set(pid, since);
        if (Date.now() - since > LONGEST_MS) this.found.add(String(application_name));
      }
    }
  }
}
