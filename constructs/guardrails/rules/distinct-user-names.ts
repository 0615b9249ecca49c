import { postgresqlBlock } from "../rendered/connection-url";
import { isMissing } from "../rendered/literal";
import { userNames } from "../rendered/user-names";
import type { GuardrailRule } from "../rule";

/** How long a name of PostgreSQL's can be. */
const MOST = 63;
const LEAST_RANDOM = 10;

export const distinctUserNames: GuardrailRule = {
  id: "distinct-user-names",
  what: "The name of a leased role has 10 random characters or more, and 63 in all or fewer.",
  why: "PostgreSQL cuts off a longer one, so Vault can't revoke it; with fewer random ones two leases get one name.",
  fix: "leave usernameTemplate out, or keep {{random 20}} in it and truncate what is before",
  check: (stack) => {
    const roles = stack
      .ofType("vault_database_secret_backend_role")
      .map(({ attributes }) => String(attributes.name).length);
    const longestRole = roles.reduce((longest, length) => Math.max(longest, length), 0);
    return stack.ofType("vault_database_secret_backend_connection").flatMap(({ path, attributes }) => {
      const template = postgresqlBlock(attributes).username_template;
      const messages = isMissing(template) ? [] : messagesOf(String(template), longestRole);
      return messages.map((message) => ({ path, message }));
    });
  },
};

function messagesOf(template: string, longestRole: number): string[] {
  const { longest, random } = userNames(template, longestRole);
  const most = Number.isFinite(longest) ? `up to ${longest} characters` : "any number of characters";
  return [
    ...(longest <= MOST ? [] : [`the names by its username_template have ${most}`]),
    ...(random >= LEAST_RANDOM
      ? []
      : [`the names by its username_template have ${random} random characters`]),
  ];
}
