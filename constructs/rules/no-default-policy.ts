import { authRoles } from "../private/auth-roles";
import type { GuardrailRule } from "./rule";

export const noDefaultPolicy: GuardrailRule = {
  id: "no-default-policy",
  what: "A workload's token has its own policy and no other.",
  why: "Vault's default policy lets a token use the cubbyhole, wrap and look around.",
  fix: "add workloads by addWorkload",
  check: (stack) =>
    authRoles(stack).flatMap(({ path, attributes }) => [
      ...(attributes.token_no_default_policy === true
        ? []
        : [{ path, message: "its token has the default policy" }]),
      ...((attributes.token_policies as string[] | undefined)?.length === 1
        ? []
        : [{ path, message: "its token has not exactly one policy" }]),
    ]),
};
