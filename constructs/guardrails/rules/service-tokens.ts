import { authRoles } from "../rendered/login-roles";
import { isMissing } from "../rendered/literal";
import type { RenderedResource } from "../rendered/rendered-stack";
import type { GuardrailRule, RuleFinding } from "../rule";

export const serviceTokens: GuardrailRule = {
  id: "service-tokens",
  what: "A workload's token is a service token.",
  why: "A batch token can't be revoked, and neither can the leases it asked for with it.",
  fix: "leave token_type out",
  check: (stack) => [
    ...authRoles(stack).flatMap((role) => findings(role, role.attributes.token_type)),
    ...stack
      .ofType("vault_auth_backend")
      .flatMap((mount) =>
        [mount.attributes.tune]
          .flat()
          .flatMap((tune) => findings(mount, (tune as { token_type?: unknown } | undefined)?.token_type)),
      ),
  ],
};

function findings({ path }: RenderedResource, type: unknown): RuleFinding[] {
  const isService = isMissing(type) || ["default", "service", "default-service"].includes(String(type));
  return isService ? [] : [{ path, message: `token_type is ${type}` }];
}
