import { statements } from "../rendered/statements";
import type { GuardrailRule } from "../rule";

export const validUntil: GuardrailRule = {
  id: "valid-until",
  what: "A leased role has an expiry in PostgreSQL, which renewing moves.",
  why: "When Vault can't reach the database, nothing else ends the login.",
  fix: "add VALID UNTIL '{{expiration}}' to the statements, or leave them as addRole writes them",
  check: (stack) =>
    stack.ofType("vault_database_secret_backend_role").flatMap(({ path, attributes }) =>
      ["creation_statements", "renew_statements"]
        .filter((list) => list === "creation_statements" || statements(attributes[list]).length)
        .flatMap((list) =>
          messages(statements(attributes[list]).join(";")).map((message) => `${list} ${message}`),
        )
        .map((message) => ({ path, message })),
    ),
};

function messages(sql: string): string[] {
  const expiries = [...sql.matchAll(/\bVALID\s+UNTIL\s+('[^']*'|[^\s;]+)/gi)].map(([, expiry]) => expiry);
  if (!expiries.length) return ["set no VALID UNTIL"];
  return expiries
    .filter((expiry) => expiry !== "'{{expiration}}'")
    .map((expiry) => `set VALID UNTIL ${expiry} instead of '{{expiration}}'`);
}
