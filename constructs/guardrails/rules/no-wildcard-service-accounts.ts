import { isMissing, texts } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const noWildcardServiceAccounts: GuardrailRule = {
  id: "no-wildcard-service-accounts",
  what: "Service accounts and namespaces that may log in are named in full.",
  why: "With a wildcard or a selector, everybody who may start a pod or label a namespace gets the credentials.",
  fix: "name each service account and namespace",
  check: (stack) =>
    stack.ofType("vault_kubernetes_auth_backend_role").flatMap(({ path, attributes }) =>
      Object.entries(attributes)
        .filter(([argument, value]) => isOpen(argument, value))
        .map(([argument, value]) => ({ path, message: `${argument} is ${JSON.stringify(value)}` })),
    ),
};

function isOpen(argument: string, value: unknown): boolean {
  if (argument === "bound_service_account_namespace_selector") return !isMissing(value);
  return (
    ["bound_service_account_names", "bound_service_account_namespaces"].includes(argument) &&
    texts(value).some((name) => /[*?[]/.test(name))
  );
}
