import type { AccessManifest, StaticRoleDescription, WorkloadDescription } from "../../constructs";
import { rotationPeriod } from "./shortened-access";
import type { Lifetime } from "./timeline";

/** How long a workload's tokens and leases live, as they are described. */
export function lifetimesOf(
  { name, login, token, reads }: WorkloadDescription,
  access: AccessManifest,
): Lifetime[] {
  const of = login.method === "token" ? `auth/token/create/${name}` : `auth/${login.path}/login`;
  const leases = access.roles.filter(({ path }) => reads.some((read) => read.path === path));
  return [
    token.kind === "periodic" ? { of, ttl: token.period } : { of, ttl: token.ttl, maxTtl: token.maxTtl },
    ...leases.map(({ path, defaultTtl, maxTtl }) => ({ of: path, ttl: defaultTtl, maxTtl })),
  ];
}

/** How long a static role keeps its password. */
export function passwordLifetime(role: StaticRoleDescription, access: AccessManifest): Lifetime {
  return { of: role.path, ttl: rotationPeriod(role, access) };
}
