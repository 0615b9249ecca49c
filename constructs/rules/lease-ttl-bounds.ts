import type { GuardrailRule } from "./rule";

export const leaseTtlBounds: GuardrailRule = {
  id: "lease-ttl-bounds",
  what: "Leases live between 15 minutes and 24 hours.",
  why: "A shorter lease is a load on Vault and the database; a longer one is a password that stays.",
  fix: "set the TTL within the bounds",
  check: (stack, { minTtl, maxTtl }) =>
    stack.resources.flatMap(({ type, path, attributes }) =>
      (TTLS[type] ?? [])
        .filter((ttl) => typeof attributes[ttl] === "number")
        .filter(
          (ttl) =>
            Number(attributes[ttl]) < minTtl.toSeconds() || Number(attributes[ttl]) > maxTtl.toSeconds(),
        )
        .map((ttl) => ({
          path,
          message: `${ttl} is ${attributes[ttl]} s; the bounds are ${minTtl} and ${maxTtl}`,
        })),
    ),
};

const TTLS: Readonly<Record<string, readonly string[]>> = {
  vault_mount: ["default_lease_ttl_seconds", "max_lease_ttl_seconds"],
  vault_database_secret_backend_role: ["default_ttl", "max_ttl"],
};
