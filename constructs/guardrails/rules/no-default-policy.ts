import { authRoles, policyNames } from "../rendered/login-roles";
import { isTrue } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const noDefaultPolicy: GuardrailRule = {
  id: "no-default-policy",
  what: "A workload's token has its own policy, made in the stack, and no other.",
  why: "Vault's default policy lets a token use its cubbyhole, wrap responses and look itself up; another policy is not checked here.",
  fix: "add workloads by addWorkload",
  check: (stack) => {
    const own = new Set(stack.ofType("vault_policy").map(({ attributes }) => String(attributes.name)));
    return authRoles(stack).flatMap((role) => {
      const names = policyNames(stack, role);
      return [
        ...(isTrue(role.attributes.token_no_default_policy) ? [] : ["its token has the default policy"]),
        ...(names.length === 1
          ? names
              .filter((name) => !own.has(name))
              .map((name) => `its policy "${name}" is not made in this stack`)
          : [`its token has ${names.length} policies, and should have one`]),
      ].map((message) => ({ path: role.path, message }));
    });
  },
};
