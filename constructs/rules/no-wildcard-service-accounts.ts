import type { GuardrailRule } from "./rule";

export const noWildcardServiceAccounts: GuardrailRule = {
  id: "no-wildcard-service-accounts",
  what: "Service accounts and namespaces that may log in are named in full.",
  why: "With a wildcard, everybody who may start a pod gets the credentials.",
  fix: "name each service account and namespace",
  check: (stack) =>
    stack
      .ofType("vault_kubernetes_auth_backend_role")
      .flatMap(({ path, attributes }) =>
        ["bound_service_account_names", "bound_service_account_namespaces"]
          .filter((list) =>
            ((attributes[list] as string[] | undefined) ?? []).some((entry) => entry.includes("*")),
          )
          .map((list) => ({ path, message: `${list} is ${JSON.stringify(attributes[list])}` })),
      ),
};
