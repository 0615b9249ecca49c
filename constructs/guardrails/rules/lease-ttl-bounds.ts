import { isMissing } from "../rendered/literal";
import type { RenderedResource } from "../rendered/rendered-stack";
import type { GuardrailProfile, GuardrailRule } from "../rule";

export const leaseTtlBounds: GuardrailRule = {
  id: "lease-ttl-bounds",
  what: "Leases live between 15 minutes and 24 hours.",
  why: "A shorter lease is a load on Vault and the database; a longer one is a password that stays.",
  fix: "set the TTL within the bounds",
  check: (stack, profile) =>
    stack.resources.flatMap((resource) =>
      (TTLS[resource.type] ?? []).flatMap((ttl) =>
        messages(resource, ttl, profile).map((message) => ({ path: resource.path, message })),
      ),
    ),
};

const TTLS: Readonly<Record<string, readonly string[]>> = {
  vault_mount: ["default_lease_ttl_seconds", "max_lease_ttl_seconds"],
  vault_database_secret_backend_role: ["default_ttl", "max_ttl"],
};

function messages({ type, attributes }: RenderedResource, ttl: string, profile: GuardrailProfile): string[] {
  const { minTtl, maxTtl } = profile;
  const seconds = attributes[ttl];
  // A mount of another engine may have no leases at all.
  const isNeeded = type !== "vault_mount" || attributes.type === "database";
  if (isMissing(seconds)) return isNeeded ? [`${ttl} is missing; Vault's own is 768 hours`] : [];
  const isWithin = Number(seconds) >= minTtl.toSeconds() && Number(seconds) <= maxTtl.toSeconds();
  return isWithin ? [] : [`${ttl} is ${seconds} s; the bounds are ${minTtl} and ${maxTtl}`];
}
