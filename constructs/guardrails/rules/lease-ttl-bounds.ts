import { time } from "../../access/fact";
import type { GuardrailsDescription } from "../../access/guardrails-description";
import { authRoles } from "../rendered/login-roles";
import { isMissing } from "../rendered/literal";
import type { RenderedResource } from "../rendered/rendered-stack";
import type { GuardrailRule } from "../rule";

export const leaseTtlBounds: GuardrailRule = {
  id: "lease-ttl-bounds",
  what: "Leases live between 15 minutes and 24 hours, and a token's period is no longer.",
  why: "A shorter lease is a load on Vault and the database; a longer one is a password that stays, and so is a token that nobody has to renew.",
  fix: "set the TTL within the bounds",
  check: (stack, settings) => [
    ...stack.resources.flatMap((resource) =>
      (TTLS[resource.type] ?? []).flatMap((ttl) =>
        messages(resource, ttl, settings).map((message) => ({ path: resource.path, message })),
      ),
    ),
    ...authRoles(stack)
      .filter(({ attributes }) => !(Number(attributes.token_period ?? 0) <= settings.maxTtl))
      .map(({ path, attributes }) => ({
        path,
        message: `token_period is ${attributes.token_period} s; the bound is ${time(settings.maxTtl)}`,
      })),
  ],
};

const TTLS: Readonly<Record<string, readonly string[]>> = {
  vault_mount: ["default_lease_ttl_seconds", "max_lease_ttl_seconds"],
  vault_database_secret_backend_role: ["default_ttl", "max_ttl"],
};

function messages(
  { type, attributes }: RenderedResource,
  ttl: string,
  settings: GuardrailsDescription,
): string[] {
  const { minTtl, maxTtl } = settings;
  const seconds = attributes[ttl];
  // A mount of another engine has leases of other things, or none.
  if (type === "vault_mount" && attributes.type !== "database") return [];
  if (isMissing(seconds)) return [`${ttl} is missing; Vault's own is 768 hours`];
  const isWithin = Number(seconds) >= minTtl && Number(seconds) <= maxTtl;
  return isWithin ? [] : [`${ttl} is ${seconds} s; the bounds are ${time(minTtl)} and ${time(maxTtl)}`];
}
