import type {
  AccessManifest,
  RoleDescription,
  StaticRoleDescription,
  WorkloadDescription,
} from "../../constructs";
import { DAY_S } from "./floors";
import type { Shortened } from "./shortened";

/** What is described, with its durations shortened. */
export function shortenedAccess(access: AccessManifest, shortened: Shortened): AccessManifest {
  return {
    ...access,
    engines: access.engines.map(({ defaultLeaseTtl, maxLeaseTtl, ...engine }) => {
      if (defaultLeaseTtl === undefined || maxLeaseTtl === undefined) return engine;
      // None of its roles may have more.
      const { ttl, maxTtl } = shortened.lease(defaultLeaseTtl, Math.max(maxLeaseTtl, defaultLeaseTtl + 1));
      return { ...engine, defaultLeaseTtl: ttl, maxLeaseTtl: maxTtl };
    }),
    roles: access.roles.map((role) => shortenedRole(role, shortened)),
    staticRoles: access.staticRoles.map((role) => {
      const period = shortened.rotation(rotationPeriod(role, access));
      return { ...role, rotation: { kind: "period", period } };
    }),
    staticRolePairs: access.staticRolePairs.map((pair) => {
      const period = shortened.rotation(pair.period);
      const longestUse = Math.floor((period * pair.longestUse) / pair.period);
      return { ...pair, period, longestUse, apartBy: "forced-rotation" };
    }),
    workloads: access.workloads.map((workload) => shortenedWorkload(workload, shortened)),
  };
}

/** How long a password lives: by a schedule, that of its pair, or a day, which is what a rehearsal has in place of schedules. */
export function rotationPeriod(
  { rotation, engine, name }: StaticRoleDescription,
  access: AccessManifest,
): number {
  if (rotation.kind === "period") return rotation.period;
  const pair = access.staticRolePairs.find(
    (each) => each.engine === engine && [each.blue, each.green].includes(name),
  );
  return pair?.period ?? DAY_S;
}

function shortenedRole(role: RoleDescription, shortened: Shortened): RoleDescription {
  const { ttl, maxTtl } = shortened.lease(role.defaultTtl, role.maxTtl);
  const { rateLimit } = role;
  return {
    ...role,
    defaultTtl: ttl,
    maxTtl,
    ...(rateLimit && { rateLimit: { ...rateLimit, per: shortened.interval(rateLimit.per) } }),
  };
}

function shortenedWorkload(workload: WorkloadDescription, shortened: Shortened): WorkloadDescription {
  const { token, login } = workload;
  return {
    ...workload,
    token:
      token.kind === "periodic"
        ? { ...token, period: shortened.period(token.period) }
        : { ...token, ...shortened.token(token.ttl, token.maxTtl) },
    login:
      login.method === "approle"
        ? { ...login, secretId: { ...login.secretId, ttl: shortened.secretId(login.secretId.ttl) } }
        : login,
  };
}
