import { isTooManyConnections, Session } from "../../clients/postgres-session";
import { inSharedSession } from "../../clients/session-pool";
import type { VaultClient } from "../../clients/vault-client";
import { type Check, Violation } from "../../contract/check";
import { Leases } from "../../contract/leases";
import { changeCheck } from "./change-check";
import type { CredentialInUse } from "./credential-in-use";
import type { RunningStack, WorkloadInUse } from "./running-stack";

/** The check that a lease of what goes doesn't outlive whatever could end it. */
export const LEASE_CAN_BE_ENDED = "lease-can-be-ended";

/** What a change must not do to whoever uses the stack, and what has to be possible of what ends with it. */
export function changeChecks(running: RunningStack, root: VaultClient): Check[] {
  const lasting = running.workloads.filter(({ effect }) => effect !== "ends");
  return [
    ...lasting.flatMap((workload) => workloadChecks(workload, running)),
    ...running.credentials.flatMap((credential) =>
      credential.props.effect === "ends" ? endingChecks(credential, root) : lastingChecks(credential),
    ),
  ];
}

function workloadChecks({ about, vault, reads }: WorkloadInUse, running: RunningStack): Check[] {
  return [
    changeCheck("token-goes-on", "its token goes on", about, async () => {
      await vault.request("POST", "auth/token/renew-self");
      return "the token that it had is renewed";
    }),
    ...(reads.length
      ? [
          changeCheck("goes-on-reading", "goes on reading", about, async () => {
            for (const path of reads) await running.issue(path, vault);
            return `it reads ${reads.join(", ")} with the token that it had`;
          }),
        ]
      : []),
  ];
}

/** Of a credential that goes on. */
function lastingChecks(credential: CredentialInUse): Check[] {
  const { about, props } = credential;
  const { lease, vault, effect } = props;
  return [
    changeCheck("sessions-go-on", "sessions go on", about, async () => {
      const { endedSessions, clients } = credential;
      if (endedSessions) throw new Violation(`${endedSessions} of ${clients.length} sessions ended`);
      return `${clients.length} sessions`;
    }),
    changeCheck("queries-go-on", "queries go on", about, async () =>
      queriesOf(credential, effect === "none"),
    ),
    ...(lease
      ? [
          changeCheck("lease-goes-on", "its lease is renewed", about, async () => {
            const ttl = await new Leases(vault).renew(lease, lease.ttl);
            return `for ${ttl} s`;
          }),
        ]
      : []),
    changeCheck("logs-in-again", "logs in again", about, () => logInAgain(credential)),
  ];
}

/** @param isUntouched whether it may no less than before */
async function queriesOf({ queries, problem }: CredentialInUse, isUntouched: boolean): Promise<string> {
  const { answered, refused, failed } = queries;
  const lost = failed + (isUntouched ? refused : 0);
  if (lost) throw new Violation(`${lost} of ${answered + refused + failed} queries failed: ${problem}`);
  const without = refused ? `, ${refused} were refused: ${problem}` : "";
  return `${answered} queries were answered${without}`;
}

async function logInAgain({ props }: CredentialInUse): Promise<string> {
  const { server, role, login } = props;
  await Session.with(server, role.database.name, login, async () => undefined).catch((error: unknown) => {
    if (!isTooManyConnections(error)) throw error;
  });
  return `${login.user} is let in`;
}

/** Of a credential that nobody is described to have any more: nobody has to wait for its end. */
function endingChecks({ about, props }: CredentialInUse, root: VaultClient): Check[] {
  const { lease, server, login } = props;
  if (!lease) return [];
  return [
    changeCheck(LEASE_CAN_BE_ENDED, "its lease can be ended", about, async () => {
      await new Leases(root).revoke(lease);
      const isThere = await inSharedSession(server, "postgres", server.superuser, (session) =>
        session.query("SELECT FROM pg_catalog.pg_roles WHERE rolname = $1", [login.user]),
      );
      if (isThere.length) throw new Violation(`${login.user} is still there when its lease is revoked`);
      return "revoking it ends its login";
    }),
  ];
}
