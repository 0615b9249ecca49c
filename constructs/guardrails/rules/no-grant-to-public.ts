import { texts } from "../rendered/literal";
import { isNamed, isWord, type Statement } from "../rendered/sql";
import { statementLists } from "../rendered/statement-lists";
import type { GuardrailRule } from "../rule";

export const noGrantToPublic: GuardrailRule = {
  id: "no-grant-to-public",
  what: "Nothing is granted to PUBLIC.",
  why: "Everybody who can connect would have it, leased or not.",
  fix: "grant it to a group role: Privileges.of({…})",
  check: (stack) => [
    ...stack
      .ofType("postgresql_grant", "postgresql_default_privileges")
      .filter(({ attributes }) => stack.text(attributes.role).trim().toLowerCase() === "public")
      .filter(({ attributes }) => texts(attributes.privileges).length)
      .map(({ path, attributes }) => ({
        path,
        message: `grants ${texts(attributes.privileges).join(", ")} to PUBLIC`,
      })),
    ...statementLists(stack)
      .filter(({ statements }) => statements.some(isToPublic))
      .map(({ path, argument }) => ({ path, message: `${argument} grant to PUBLIC` })),
  ],
};

/** PUBLIC anywhere in the list of those who are granted something; PostgreSQL takes it in quotes, too. */
function isToPublic(statement: Statement): boolean {
  const grant = statement.findIndex((token) => isWord(token, "grant"));
  const to = statement.findIndex((token, index) => index > grant && isWord(token, "to"));
  return grant >= 0 && to > grant && statement.slice(to).some((token) => isNamed(token, "public"));
}
