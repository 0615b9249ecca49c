import { isApiServerAudience } from "../../access/api-server-audience";
import { isTrue } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const kubernetesReviewerAudience: GuardrailRule = {
  id: "kubernetes-reviewer-audience",
  what: "With the client's token as reviewer, no role asks for another audience.",
  why: 'A token for another audience can\'t call the review API: every login fails with "permission denied".',
  fix: "use TokenReviewer.vaultServiceAccount() where Vault runs in the cluster, and TokenReviewer.fromVariable(variable) elsewhere",
  check: (stack) =>
    stack
      .ofType("vault_kubernetes_auth_backend_config")
      .filter(
        ({ attributes: { disable_local_ca_jwt, token_reviewer_jwt, token_reviewer_jwt_wo } }) =>
          isTrue(disable_local_ca_jwt) && !token_reviewer_jwt && !token_reviewer_jwt_wo,
      )
      .flatMap((config) =>
        stack
          .ofType("vault_kubernetes_auth_backend_role")
          .filter(
            (role) =>
              stack.backendOf(role) === stack.backendOf(config) && isForeign(role.attributes.audience),
          )
          .map(({ path, attributes }) => ({
            path,
            message: `audience "${attributes.audience}" is not the API server's own`,
          })),
      ),
};

function isForeign(audience: unknown): boolean {
  return typeof audience === "string" && audience !== "" && !isApiServerAudience(audience);
}
