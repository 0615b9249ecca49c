import { connectionUrl, queryOf } from "../rendered/connection-url";
import type { GuardrailRule } from "../rule";

/** Modes in which PostgreSQL's client goes on without TLS. */
const PLAIN = ["disable", "allow", "prefer"];

export const verifiedTls: GuardrailRule = {
  id: "verified-tls",
  what: "Vault verifies PostgreSQL's certificate and its host name, and Terraform reaches PostgreSQL by TLS.",
  why: "Whoever sits in between reads the root password and every credential.",
  fix: "use PostgresTls.verifyFull({ ca }), and leave sslmode out of the provider, or name verify-full",
  check: (stack, { verifiedTls }) => {
    if (!verifiedTls) return [];
    const connections = stack
      .ofType("vault_database_secret_backend_connection")
      .map(({ path, attributes }) => ({
        path,
        modes: queryOf(connectionUrl(attributes)).getAll("sslmode").join(", "),
      }))
      .filter(({ modes }) => modes !== "verify-full")
      .map(({ path, modes }) => ({
        path,
        message: modes ? `sslmode is ${modes}` : "the URL has no sslmode",
      }));
    const providers = stack
      .providers("postgresql")
      .map(({ path, attributes }) => ({ path, mode: stack.text(attributes.sslmode ?? attributes.ssl_mode) }))
      .filter(({ mode }) => PLAIN.includes(mode))
      .map(({ path, mode }) => ({ path, message: `its sslmode is ${mode}` }));
    return [...connections, ...providers];
  },
};
