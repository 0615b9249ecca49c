import { texts } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const jwtAudience: GuardrailRule = {
  id: "jwt-audience",
  what: "A role for JWTs names the audience of the tokens it accepts.",
  why: "Otherwise a token that a job asked for to use another service logs in here.",
  fix: "set audience",
  check: (stack) =>
    stack
      .ofType("vault_jwt_auth_backend_role")
      .filter(({ attributes }) => !texts(attributes.bound_audiences).some(Boolean))
      .map(({ path }) => ({ path, message: "it accepts tokens for any audience" })),
};
