import { isMissing, isTrue } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const verifyConnection: GuardrailRule = {
  id: "verify-connection",
  what: "Vault tries a connection when it is written.",
  why: "A wrong address or password shows only when an application asks for a credential.",
  fix: "leave verify_connection as addPostgresConnection writes it",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_connection")
      .filter(({ attributes: { verify_connection: verify } }) => !isMissing(verify) && !isTrue(verify))
      .map(({ path, attributes }) => ({
        path,
        message: `verify_connection is ${attributes.verify_connection}`,
      })),
};
