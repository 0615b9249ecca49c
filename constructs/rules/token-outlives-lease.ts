import { authRoles, readableRoles } from "../private/auth-roles";
import type { GuardrailRule } from "./rule";

export const tokenOutlivesLease: GuardrailRule = {
  id: "token-outlives-lease",
  what: "A workload's token lives at least as long as a lease it asks for.",
  why: "A lease dies with the token that asked for it: the password stops working while the application uses it.",
  fix: "raise maxTtl of the token, use Token.periodic, or lower defaultTtl of the role",
  check: (stack) =>
    authRoles(stack).flatMap((workload) => {
      const { token_period: period, token_max_ttl: maxTtl, token_ttl: ttl } = workload.attributes;
      const life = Number(maxTtl || ttl || 0);
      if (period || !life) return [];
      return readableRoles(stack, workload)
        .filter((role) => Number(role.attributes.default_ttl) > life)
        .map((role) => ({
          path: workload.path,
          message: `its token lives ${life} s, a lease of "${role.attributes.name}" ${role.attributes.default_ttl} s`,
        }));
    }),
};
