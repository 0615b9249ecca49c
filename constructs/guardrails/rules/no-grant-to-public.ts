import { texts } from "../rendered/literal";
import { statements } from "../rendered/statements";
import type { GuardrailRule } from "../rule";

export const noGrantToPublic: GuardrailRule = {
  id: "no-grant-to-public",
  what: "Nothing is granted to PUBLIC.",
  why: "Everybody who can connect would have it, leased or not.",
  fix: "grant it to a group role: Privileges.of({…})",
  check: (stack) => [
    ...stack
      .ofType("postgresql_grant", "postgresql_default_privileges")
      .filter(({ attributes }) => String(attributes.role).toLowerCase() === "public")
      .filter(({ attributes }) => texts(attributes.privileges).length)
      .map(({ path, attributes }) => ({
        path,
        message: `grants ${texts(attributes.privileges).join(", ")} to PUBLIC`,
      })),
    ...stack
      .ofType("vault_database_secret_backend_role")
      .flatMap(({ path, attributes }) =>
        ["creation_statements", "renew_statements", "revocation_statements"]
          .filter((list) => TO_PUBLIC.test(statements(attributes[list]).join(";")))
          .map((list) => ({ path, message: `${list} grant to PUBLIC` })),
      ),
  ],
};

/** PUBLIC anywhere in the list of those who are granted something. */
const TO_PUBLIC = /\bGRANT\b[^;]*\bTO\s+([^;]*,\s*)?(GROUP\s+)?"?PUBLIC\b/i;
