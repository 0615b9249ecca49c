import { setTimeout as sleep } from "node:timers/promises";
import { inSharedSession } from "../../clients/session-pool";
import type { Deployment, PostgresServer } from "../../contract/deployment";
import type { Clock } from "./clock";
import { expiryOf, type LaneRecorder, type RecordedBar } from "./lane-recorder";
import type { BarEnd } from "./timeline";

const POLL_MS = 250;
/** How long before its end a lease can be found to be gone. */
const LEEWAY_S = 1.5;

/** Which of some users a server has. */
export async function usersOf(server: PostgresServer, users: readonly string[]): Promise<string[]> {
  const sql = "SELECT rolname FROM pg_catalog.pg_roles WHERE rolname = ANY ($1)";
  const rows = await inSharedSession(server, "postgres", server.superuser, (session) =>
    session.query(sql, [users]),
  );
  return rows.map(({ rolname }) => String(rolname));
}

/** Sees in the database when leased users are gone, and ends their bars. */
export class UsersWatch {
  constructor(
    private readonly deployment: Deployment,
    private readonly lanes: readonly LaneRecorder[],
    private readonly clock: Clock,
  ) {}

  /** Returns when the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    for (; !signal.aborted; await sleep(POLL_MS)) await this.look();
  }

  private async look(): Promise<void> {
    const live = this.lanes.flatMap((lane) =>
      lane.credentials.filter((bar) => bar.to === undefined && bar.id).map((bar) => ({ lane, bar })),
    );
    for (const server of new Set(live.map(({ bar }) => this.serverOf(bar.of)))) {
      const leases = live.filter(({ bar }) => server && this.serverOf(bar.of) === server);
      const users = leases.map(({ bar }) => bar.label);
      const there = new Set(server ? await usersOf(server, users) : users);
      for (const { lane, bar } of leases)
        if (!there.has(bar.label) && bar.to === undefined) lane.end(bar, this.endOf(bar));
    }
  }

  private endOf(bar: RecordedBar): BarEnd {
    const { now } = this.clock;
    const { token } = bar;
    const hasExpired = now > expiryOf(bar) - LEEWAY_S;
    if (!hasExpired) return token && now > expiryOf(token) - LEEWAY_S ? "with its token" : "revoked";
    const role = this.roleOf(bar.of);
    return role && now > bar.from + role.maxTtl - LEEWAY_S ? "max_ttl" : "expired";
  }

  private roleOf(path: string) {
    return this.deployment.access.roles.find((role) => role.path === path);
  }

  private serverOf(path: string): PostgresServer | undefined {
    const role = this.roleOf(path);
    return role && this.deployment.serverOf(role.database);
  }
}
