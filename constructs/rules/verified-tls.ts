import { connectionUrl } from "../private/connection-url";
import type { GuardrailRule } from "./rule";

export const verifiedTls: GuardrailRule = {
  id: "verified-tls",
  what: "Vault verifies PostgreSQL's certificate and its host name.",
  why: "Whoever sits in between reads root password and every credential.",
  fix: "use PostgresTls.verifyFull({ ca })",
  check: (stack, { verifiedTls }) =>
    stack
      .ofType("vault_database_secret_backend_connection")
      .filter(
        ({ attributes }) => verifiedTls && !/[?&]sslmode=verify-full(&|$)/.test(connectionUrl(attributes)),
      )
      .map(({ path, attributes }) => {
        const mode = /sslmode=([\w-]+)/.exec(connectionUrl(attributes))?.[1];
        return { path, message: mode ? `sslmode is ${mode}` : "the URL has no sslmode" };
      }),
};
