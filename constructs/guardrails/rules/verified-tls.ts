import { connectionUrl, queryOf } from "../rendered/connection-url";
import type { GuardrailRule } from "../rule";

export const verifiedTls: GuardrailRule = {
  id: "verified-tls",
  what: "Vault verifies PostgreSQL's certificate and its host name.",
  why: "Whoever sits in between reads the root password and every credential.",
  fix: "use PostgresTls.verifyFull({ ca })",
  check: (stack, { verifiedTls }) =>
    stack
      .ofType("vault_database_secret_backend_connection")
      .map(({ path, attributes }) => ({
        path,
        modes: queryOf(connectionUrl(attributes)).getAll("sslmode").join(", "),
      }))
      .filter(({ modes }) => verifiedTls && modes !== "verify-full")
      .map(({ path, modes }) => ({
        path,
        message: modes ? `sslmode is ${modes}` : "the URL has no sslmode",
      })),
};
