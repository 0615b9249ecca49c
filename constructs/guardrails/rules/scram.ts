import { postgresqlBlock } from "../rendered/connection-url";
import type { GuardrailRule } from "../rule";

export const scram: GuardrailRule = {
  id: "scram",
  what: "Vault sends PostgreSQL the SCRAM verifier of a password, not the password.",
  why: "Otherwise PostgreSQL can write it into its log.",
  fix: "leave password_authentication as addPostgresConnection writes it",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_connection")
      .filter(({ attributes }) => postgresqlBlock(attributes).password_authentication !== "scram-sha-256")
      .map(({ path }) => ({ path, message: "password_authentication is not scram-sha-256" })),
};
