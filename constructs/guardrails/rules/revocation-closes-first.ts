import { statements } from "../rendered/statements";
import type { GuardrailRule } from "../rule";

export const revocationClosesFirst: GuardrailRule = {
  id: "revocation-closes-first",
  what: "Revocation closes the login in a transaction of its own, before all else.",
  why: "Otherwise a pool that reconnects gets back in, and when the role can't be dropped, its login keeps working.",
  fix: "leave revocation_statements as addRole writes them",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_role")
      .filter(({ attributes }) => !closesFirst(statements(attributes.revocation_statements)))
      .map(({ path }) => ({ path, message: "revocation_statements don't close the login first and commit" })),
};

function closesFirst(list: readonly string[]): boolean {
  const closed = list.findIndex((statement) => /\bALTER\s+(ROLE|USER)\b[^;]*\bNOLOGIN\b/i.test(statement));
  const committed = list.findIndex((statement) => /^\s*COMMIT\b/i.test(statement));
  const dropped = list.findIndex((statement) => /\bDROP\s+(ROLE|USER)\b/i.test(statement));
  return closed >= 0 && closed < committed && committed < dropped;
}
