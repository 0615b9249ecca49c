import { texts } from "../rendered/literal";
import { authRoles } from "../rendered/login-roles";
import { isAnywhere } from "../rendered/networks";
import { entries } from "../rendered/resources";
import type { GuardrailRule } from "../rule";

export const boundNetworks: GuardrailRule = {
  id: "bound-networks",
  what: "Networks that logins and tokens are bound to are not the whole internet, nor half of it.",
  why: "It reads as a limit, and is none.",
  fix: "name the networks that the workload is in, or leave boundCidrs out",
  check: (stack) =>
    authRoles(stack).flatMap(({ path, attributes }) =>
      entries(attributes)
        .filter(([argument, cidrs]) => argument.endsWith("_bound_cidrs") && isAnywhere(texts(cidrs)))
        .map(([argument, cidrs]) => ({ path, message: `${argument} is ${texts(cidrs).join(", ")}` })),
    ),
};
