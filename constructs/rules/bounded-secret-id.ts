import type { GuardrailRule } from "./rule";

export const boundedSecretId: GuardrailRule = {
  id: "bounded-secret-id",
  what: "A secret ID has a TTL of at most 24 hours, and a number of uses.",
  why: "A secret ID without bounds is a password like any other.",
  fix: "set secretIdTtl to 24 hours or less, and secretIdUses to 1 or more",
  check: (stack) =>
    stack.ofType("vault_approle_auth_backend_role").flatMap(({ path, attributes }) => {
      const ttl = Number(attributes.secret_id_ttl ?? 0);
      const uses = Number(attributes.secret_id_num_uses ?? 0);
      return [
        ...(ttl > 0 && ttl <= DAY
          ? []
          : [{ path, message: ttl ? `a secret ID lives ${ttl} s` : "a secret ID lives for ever" }]),
        ...(uses > 0 ? [] : [{ path, message: "a secret ID can be used without end" }]),
      ];
    }),
};

const DAY = 86_400;
