import type { GuardrailRule } from "../rule";

export const kubernetesAudience: GuardrailRule = {
  id: "kubernetes-audience",
  what: "A Kubernetes role names the audience of the tokens it accepts.",
  why: "Otherwise a token issued for another service logs in here.",
  fix: "set audience",
  check: (stack) =>
    stack
      .ofType("vault_kubernetes_auth_backend_role")
      .filter(({ attributes }) => !attributes.audience)
      .map(({ path }) => ({ path, message: "it accepts tokens for any audience" })),
};
