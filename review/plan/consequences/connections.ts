import { listed, quoted } from "../../quoted";
import type { PlannedChange } from "../planned-change";
import { type Consequences, goneOf, isMadeAgain, type Planned, readBy, textOf } from "./consequence";
import { mountsThatGo } from "./engines";
import { leasedPathOf, removedRoles, rolesOf } from "./removed-roles";

const TYPE = "vault_database_secret_backend_connection";

/** A connection goes, and with it what revokes its leases; or another one is to log in as the same account. */
export const connections: Consequences = (planned) =>
  goneOf(planned, TYPE)
    .filter((connection) => !isMadeAgain(planned, connection, ["backend", "name"]))
    .flatMap((connection) => {
      const engine = textOf(connection.before.backend);
      const name = textOf(connection.before.name);
      const leased = rolesOf(planned, engine, name).map(leasedPathOf);
      if (isLockedOut(planned, `${engine}/rotate-root/${name}`))
        return lockedOut(planned, `${engine}/${name}`, leased);
      const removed = new Set(removedRoles(planned).map(leasedPathOf));
      const lost = leased.filter((path) => removed.has(path));
      return lost.length && !mountsThatGo(planned).includes(engine)
        ? withoutRevocation(planned, `${engine}/${name}`, lost)
        : [];
    });

/** Whether another connection is made while only Vault knows the account's password. */
function isLockedOut({ changes }: Planned, rotation: string): boolean {
  const isMade = changes.some(
    ({ type, action }) => type === TYPE && (action === "create" || action === "replace"),
  );
  const wasRotated = changes.some(({ before }) => before.path === rotation);
  return isMade && wasRotated && !changes.some(hasNewPassword);
}

function hasNewPassword({ type, before, after }: PlannedChange): boolean {
  const version = "password_wo_version";
  return type === "postgresql_role" && after[version] !== undefined && before[version] !== after[version];
}

function lockedOut(planned: Planned, connection: string, leased: readonly string[]) {
  const whose = leased.length ? `, and nothing of ${listed(leased)} can be revoked any more` : "";
  return {
    rule: "connection-locked-out",
    kind: "ends-sessions" as const,
    subject: `connection ${connection}`,
    sentence: `Makes another connection in place of ${quoted(connection)} with a password that Vault has rotated and nobody knows: PostgreSQL refuses it${whose}${readBy(planned, leased)}`,
    remedy: "generation" as const,
  };
}

function withoutRevocation(planned: Planned, connection: string, leased: readonly string[]) {
  return {
    rule: "connection-removed",
    kind: "ends-sessions" as const,
    subject: `connection ${connection}`,
    sentence: `Removes the connection ${quoted(connection)} with ${listed(leased)}: what is leased by it can't be revoked any more, and goes on until its end${readBy(planned, leased)}`,
    remedy: "drain" as const,
  };
}
