import type { AccessManifest } from "../../constructs";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { PlannedArguments } from "../stack/planned-arguments";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { Shortened } from "./shortened";
import { rotationPeriod } from "./shortened-access";

type Arguments = Readonly<Record<string, unknown>>;

/** What takes the place of a resource's durations. */
type Shorten = (args: Arguments, shortened: Shortened, access: AccessManifest) => Record<string, unknown>;

const SHORTEN: Readonly<Record<string, Shorten>> = {
  vault_mount: (args, shortened) => {
    const [ttl, most] = [seconds(args.default_lease_ttl_seconds), seconds(args.max_lease_ttl_seconds)];
    if (ttl === undefined || most === undefined) return {};
    const { ttl: played, maxTtl } = shortened.lease(ttl, Math.max(most, ttl + 1));
    return { default_lease_ttl_seconds: played, max_lease_ttl_seconds: maxTtl };
  },
  vault_database_secret_backend_role: (args, shortened) => {
    const [ttl, most] = [seconds(args.default_ttl), seconds(args.max_ttl)];
    if (ttl === undefined || most === undefined) return {};
    const { ttl: played, maxTtl } = shortened.lease(ttl, most);
    return { default_ttl: played, max_ttl: maxTtl };
  },
  vault_database_secret_backend_static_role: ({ backend, name }, shortened, access) => {
    const known = access.staticRoles.find((role) => role.engine === backend && role.name === name);
    if (!known) return {};
    return {
      rotation_period: shortened.rotation(rotationPeriod(known, access)),
      rotation_schedule: undefined,
      rotation_window: undefined,
    };
  },
  vault_approle_auth_backend_role: (args, shortened) => ({
    ...tokenOf(args, shortened),
    ...given("secret_id_ttl", seconds(args.secret_id_ttl), (ttl) => shortened.secretId(ttl)),
  }),
  vault_kubernetes_auth_backend_role: tokenOf,
  vault_jwt_auth_backend_role: tokenOf,
  vault_token_auth_backend_role: tokenOf,
  vault_quota_rate_limit: ({ interval }, shortened) =>
    given("interval", seconds(interval), (each) => shortened.interval(each)),
};

/** A stack's resources, with their durations shortened. Those that only Terraform knows stay. */
export function shortenedResources(stack: SynthesizedStack, shortened: Shortened): Resource[] {
  const planned = new PlannedArguments(stack);
  return stack.resources.map((resource) => {
    const shorter = SHORTEN[resource.type]?.(planned.of(resource), shortened, stack.access);
    return shorter ? { ...resource, attributes: { ...resource.attributes, ...shorter } } : resource;
  });
}

function tokenOf(args: Arguments, shortened: Shortened): Record<string, unknown> {
  const [ttl, most] = [seconds(args.token_ttl), seconds(args.token_max_ttl)];
  const bounds = ttl !== undefined && most !== undefined ? shortened.token(ttl, most) : undefined;
  return {
    ...given("token_period", seconds(args.token_period), (period) => shortened.period(period)),
    ...(bounds && { token_ttl: bounds.ttl, token_max_ttl: bounds.maxTtl }),
  };
}

function given(
  name: string,
  value: number | undefined,
  shorten: (seconds: number) => number,
): Record<string, unknown> {
  return value === undefined ? {} : { [name]: shorten(value) };
}

/** None where nothing, or no number is given: nothing is shorter than what is not limited. */
function seconds(value: unknown): number | undefined {
  const number = typeof value === "number" || typeof value === "string" ? Number(value) : NaN;
  return number > 0 ? number : undefined;
}
