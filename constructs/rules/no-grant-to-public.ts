import { statements } from "../private/statements";
import type { GuardrailRule } from "./rule";

export const noGrantToPublic: GuardrailRule = {
  id: "no-grant-to-public",
  what: "Nothing is granted to PUBLIC.",
  why: "Everybody who can connect would have it, leased or not.",
  fix: "grant it to a group role: Privileges.of({…})",
  check: (stack) => [
    ...stack
      .ofType("postgresql_grant", "postgresql_default_privileges")
      .filter(({ attributes }) => attributes.role === "public" && (attributes.privileges as string[]).length)
      .map(({ path, attributes }) => ({
        path,
        message: `grants ${(attributes.privileges as string[]).join(", ")} to PUBLIC`,
      })),
    ...stack
      .ofType("vault_database_secret_backend_role")
      .filter(({ attributes }) =>
        /\bGRANT\b[^;]*\bTO\s+"?PUBLIC\b/i.test(statements(attributes.creation_statements).join(";")),
      )
      .map(({ path }) => ({ path, message: "creation_statements grant to PUBLIC" })),
  ],
};
