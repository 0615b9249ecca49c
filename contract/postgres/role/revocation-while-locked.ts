import { setTimeout as sleep } from "node:timers/promises";
import { isLoginRefused, Session } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import type { ServerContext } from "../server-context";
import { expectGone, makeOwnTable } from "./revocation";
import type { RoleContext } from "./role-context";

/** Longer than a revocation waits for a lock. */
const PATIENCE_MS = 15_000;

/**
 * Somebody reads for hours what a login owns: its revocation gives up, and nobody logs in meanwhile. Vault revokes one
 * lease of a connection after the other, so that nothing else is revoked while this waits.
 */
export function revocationGivesUpInTime({ roles, deployment }: Context, server: ServerContext): Check[] {
  if (!deployment.abilities.has("time to wait")) return [];
  return roles
    .filter(({ database }) => database.server === server.server)
    .map((role) => ({
      id: "revocation-gives-up-in-time",
      kind: "revocation",
      says: "gives up in time while somebody holds a lock",
      about: role.about,
      harm: "writes",
      needs: ["root of Vault", "superuser of PostgreSQL", "time to wait"],
      attempt: () => revokeWhileLocked(role),
    }));
}

async function revokeWhileLocked(context: RoleContext): Promise<string> {
  const { leases } = context;
  const { probes } = context.database;
  const lease = await context.issue();
  const table = await makeOwnTable(context, lease);
  try {
    await expectGivenUp(context, lease, table);
    await leases.revoke(lease);
    await expectGone(probes, lease);
  } finally {
    // No grant reaches what a superuser made: those that may use everything would miss it.
    await probes.asSuperuser((session) => session.query(`DROP TABLE ${table}`));
  }
  return "it gives up with the login closed, and the next revocation ends it";
}

async function expectGivenUp(
  { leases, role, database }: RoleContext,
  lease: Lease,
  table: string,
): Promise<void> {
  const { server } = database;
  const other = await Session.open(server, role.database.name, server.superuser);
  try {
    await other.query("BEGIN");
    await other.query(`SELECT FROM ${table}`);
    const revocation = leases.revoke(lease).then(
      () => "revoked",
      () => "given up",
    );
    const outcome = await Promise.race([revocation, sleep(PATIENCE_MS, "waiting", { ref: false })]);
    if (!(await isLoginRefused(server, role.database.name, lease)))
      throw new Violation("while somebody holds a lock, the login goes on working");
    if (outcome !== "given up")
      throw new Violation(`while somebody holds a lock, it is ${outcome} after ${PATIENCE_MS / 1000} s`);
  } finally {
    await other.close();
  }
}
