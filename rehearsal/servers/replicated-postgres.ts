import type { CertificateAuthority } from "./certificate-authority";
import type { Postgres } from "./postgres";
import type { PostgresVersion } from "./postgres-binaries";
import { type Standby, startStandby } from "./standby";
import type { Workspace } from "./workspace";

/** A server with its standbys, where it has any. */
export interface ReplicatedPostgres {
  readonly primary: Postgres;
  readonly standbys: readonly Standby[];
}

export interface ReplicatedPostgresProps {
  readonly version: PostgresVersion;
  readonly authority: CertificateAuthority;
  /** Accounts that are asked for a certificate. */
  readonly certified: readonly string[];
  /** How many standbys it has. */
  readonly standbys: number;
}

/** Has a server ask for certificates, and starts its standbys. */
export async function startReplicatedPostgres(
  workspace: Workspace,
  primary: Postgres,
  { certified, standbys, ...props }: ReplicatedPostgresProps,
): Promise<ReplicatedPostgres> {
  if (certified.length) await primary.demandCertificates(certified);
  const started = Array.from({ length: standbys }, (_, number) =>
    startStandby(workspace, primary, { ...props, name: `standby_${number}` }),
  );
  const following = await Promise.all(started);
  // Vault comes to the standbys first: one that is behind would refuse it a password that the primary takes.
  if (standbys) await primary.waitForStandbys(standbys);
  return { primary, standbys: following };
}
