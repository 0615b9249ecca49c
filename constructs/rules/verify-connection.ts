import type { GuardrailRule } from "./rule";

export const verifyConnection: GuardrailRule = {
  id: "verify-connection",
  what: "Vault tries a connection when it is written.",
  why: "A wrong address or password shows only when an application asks.",
  fix: "leave verify_connection as addPostgresConnection writes it",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_connection")
      .filter(({ attributes }) => attributes.verify_connection === false)
      .map(({ path }) => ({ path, message: "verify_connection is false" })),
};
