/** What a part of a user name template makes, as a regular expression. */
const PARTS: readonly (readonly [part: RegExp, made: (args: readonly string[], role: string) => string])[] = [
  [/^\.RoleName$/, (_, role) => literal(role)],
  [
    /^\.RoleName ?\| ?truncate (\d+)$/,
    ([length], role) => literal([...role].slice(0, Number(length)).join("")),
  ],
  [/^random (\d+)$/, ([length]) => `[A-Za-z0-9]{${length}}`],
  [/^unix_time$/, () => "[0-9]+"],
  [/^uuid$/, () => "[0-9a-f-]{36}"],
];

/** What may be in a name that is made by something else. */
const ANY = "[^[:cntrl:]]+";

/**
 * A regular expression of PostgreSQL's for the names of users that a role of Vault leases.
 *
 * @see Vault documentation, "Username templating",
 * https://developer.hashicorp.com/vault/docs/concepts/username-templating
 */
export function userNamePattern(template: string, role: string): string {
  const parts = template.split(/(\{\{.*?\}\})/).map((part) => {
    const [, expression] = /^\{\{-?\s*(.*?)\s*-?\}\}$/.exec(part) ?? [];
    return expression === undefined ? literal(part) : madeBy(expression, role);
  });
  return `^${parts.join("")}$`;
}

function madeBy(expression: string, role: string): string {
  for (const [part, made] of PARTS) {
    const match = part.exec(expression);
    if (match) return made(match.slice(1), role);
  }
  return ANY;
}

/** Without a backslash, whose meaning a session can change. */
const literal = (text: string) => text.replace(/[^A-Za-z0-9_-]/g, "[$&]");
