import { type Recorder, Violation } from "../check";
import type { Deployment } from "../deployment";
import type { Leases } from "../leases";
import type { Probes } from "./probes";

/** PostgreSQL logs statements as they come; a password must not be in them as it is. */
export async function checkServerLog(
  recorder: Recorder,
  deployment: Deployment,
  leases: Leases,
  { database }: Probes,
): Promise<void> {
  await recorder.check(database.name, "server-log-holds-no-password", async () => {
    const log = deployment.serverLog(database);
    const shown = leases.passwords.filter((password) => log.includes(password));
    if (shown.length)
      throw new Violation(
        `PostgreSQL's log holds ${shown.length} passwords: password_authentication is not SCRAM`,
      );
    if (!log.includes("CREATE ROLE")) throw new Violation("it tells of no role that was made");
    return `tells of roles that were made, and holds none of ${leases.passwords.length} issued passwords`;
  });
}
