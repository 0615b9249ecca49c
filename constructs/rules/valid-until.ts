import { statements } from "../private/statements";
import type { GuardrailRule } from "./rule";

export const validUntil: GuardrailRule = {
  id: "valid-until",
  what: "A leased role has an expiry in PostgreSQL, which renewing moves.",
  why: "When Vault can not reach the database, nothing else ends the login.",
  fix: "add VALID UNTIL '{{expiration}}' to the statements, or leave them as addRole writes them",
  check: (stack) =>
    stack.ofType("vault_database_secret_backend_role").flatMap(({ path, attributes }) =>
      ["creation_statements", "renew_statements"]
        .filter((list) => !/VALID UNTIL '\{\{expiration\}\}'/i.test(statements(attributes[list]).join(";")))
        .filter((list) => list === "creation_statements" || statements(attributes[list]).length)
        .map((list) => ({ path, message: `${list} set no VALID UNTIL` })),
    ),
};
