import { authRoles, readableRoles } from "../rendered/login-roles";
import type { RenderedResource } from "../rendered/rendered-stack";
import type { GuardrailRule } from "../rule";

export const tokenOutlivesLease: GuardrailRule = {
  id: "token-outlives-lease",
  what: "A workload's token lives at least as long as a lease it asks for.",
  why: "A lease dies with the token that asked for it: the password stops working while the application uses it.",
  fix: "raise maxTtl of the token, use VaultToken.periodic, or lower defaultTtl of the role",
  check: (stack) =>
    authRoles(stack).flatMap((workload) => {
      const life = longestLife(workload);
      return readableRoles(stack, workload)
        .filter((role) => Number(role.attributes.default_ttl) > life)
        .map((role) => ({
          path: workload.path,
          message: `its token lives ${life} s, but a lease of "${role.attributes.name}" ${role.attributes.default_ttl} s`,
        }));
    }),
};

/** How many seconds a token lives at most. A period lifts `token_max_ttl`, but not `token_explicit_max_ttl`. */
function longestLife({ attributes }: RenderedResource): number {
  const seconds = (argument: string) => Number(attributes[argument] ?? 0);
  const most = seconds("token_period") ? 0 : seconds("token_max_ttl") || seconds("token_ttl");
  return Math.min(most || Infinity, seconds("token_explicit_max_ttl") || Infinity);
}
