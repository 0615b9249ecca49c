import type { AccessManifest, StaticRoleDescription, WorkloadDescription } from "../../constructs";
import { rotationPeriod } from "./shortened-access";
import type { Lifetime, Ttls } from "./timeline";

/** What is described, and the same as it is played. */
interface Twice<Described> {
  readonly described: Described;
  readonly played: Described;
}

/** How long a workload's tokens and leases live. */
export function lifetimesOf(workload: Twice<WorkloadDescription>, access: Twice<AccessManifest>): Lifetime[] {
  const played = ttlsOf(workload.played, access.played);
  return ttlsOf(workload.described, access.described).map(({ of, ttls }, index) => {
    return { of, ...ttls, played: played[index]!.ttls };
  });
}

function ttlsOf({ name, login, token, reads }: WorkloadDescription, { roles }: AccessManifest) {
  const of = login.method === "token" ? `auth/token/create/${name}` : `auth/${login.path}/login`;
  const leases = roles.filter(({ path }) => reads.some((read) => read.path === path));
  const ofToken: Ttls =
    token.kind === "periodic" ? { ttl: token.period } : { ttl: token.ttl, maxTtl: token.maxTtl };
  return [
    { of, ttls: ofToken },
    ...leases.map(({ path, defaultTtl: ttl, maxTtl }) => ({ of: path, ttls: { ttl, maxTtl } })),
  ];
}

/** How long a static role keeps its password. */
export function passwordLifetime(
  role: Twice<StaticRoleDescription>,
  access: Twice<AccessManifest>,
): Lifetime {
  return {
    of: role.described.path,
    ttl: rotationPeriod(role.described, access.described),
    played: { ttl: rotationPeriod(role.played, access.played) },
  };
}
