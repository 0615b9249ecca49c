import { texts } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const noWildcardAllowedRoles: GuardrailRule = {
  id: "no-wildcard-allowed-roles",
  what: "A connection names the roles that may use it.",
  why: "With a wildcard, whoever may write roles can write one with SQL of their own.",
  fix: "add roles by addRole, which allows them by name",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_connection")
      .filter(({ attributes }) => texts(attributes.allowed_roles).some((role) => role.includes("*")))
      .map(({ path, attributes }) => ({
        path,
        message: `allowed_roles is ${JSON.stringify(attributes.allowed_roles)}`,
      })),
};
