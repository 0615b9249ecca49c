import type { GuardrailRule } from "../rule";

export const noWildcardClaims: GuardrailRule = {
  id: "no-wildcard-claims",
  what: "Claims that let somebody in are compared in full.",
  why: "With a wildcard, whoever makes a repository or a branch whose name fits gets in.",
  fix: "name each repository, branch or environment by a workload of its own",
  check: (stack) =>
    stack
      .ofType("vault_jwt_auth_backend_role")
      .filter(
        ({ attributes }) => !["string", undefined, null].includes(attributes.bound_claims_type as string),
      )
      .map(({ path, attributes }) => ({
        path,
        message: `bound_claims_type is ${JSON.stringify(attributes.bound_claims_type)}`,
      })),
};
