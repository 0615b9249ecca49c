import { connectionUrl } from "../rendered/connection-url";
import type { GuardrailRule } from "../rule";

export const templatedConnectionUrl: GuardrailRule = {
  id: "templated-connection-url",
  what: "A connection URL leaves user name and password to Vault.",
  why: "Otherwise a rotated root password locks Vault out.",
  fix: "use endpoint, which renders {{username}}:{{password}}",
  check: (stack) =>
    stack
      .ofType("vault_database_secret_backend_connection")
      .filter(
        ({ attributes }) => !/^\w+:\/\/\{\{username\}\}:\{\{password\}\}@/.test(connectionUrl(attributes)),
      )
      .map(({ path }) => ({ path, message: "connection_url has no {{username}}:{{password}}" })),
};
