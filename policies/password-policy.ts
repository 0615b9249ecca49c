/** How passwords are made. */
export interface PasswordRules {
  /** Characters of each. */
  readonly length: number;
  /** Sets of characters, of each of which a password has at least one. */
  readonly charsets: readonly string[];
}

const SHORTEST = 20;
/** As many as Vault's own passwords have at least. */
const LEAST_BITS = 100;

/**
 * A password policy's text.
 *
 * @see Vault documentation, "Password policies",
 * https://developer.hashicorp.com/vault/docs/concepts/password-policies
 */
export function passwordPolicyText({ length, charsets }: PasswordRules): string {
  const rule = charsets.map((charset) => ({ charset: [{ charset, "min-chars": 1 }] }));
  return JSON.stringify({ length, rule });
}

/** Why passwords made by these rules could be guessed, or can't be used. */
export function passwordProblems({ length, charsets }: PasswordRules): { message: string; fix: string }[] {
  const problems: { message: string; fix: string }[] = [];
  if (!Number.isInteger(length) || length < SHORTEST || length > 100) {
    problems.push({
      message: `a length of ${length} is out of bounds`,
      fix: `use ${SHORTEST} to 100 characters`,
    });
  }
  const characters = new Set(charsets.join("")).size;
  const bits = Math.floor(length * Math.log2(Math.max(characters, 1)));
  const isEmpty = !charsets.length || charsets.some((charset) => !charset);
  if (length >= SHORTEST && bits < LEAST_BITS && !isEmpty) {
    const message = `a password of ${length} characters, chosen from ${characters}, has ${bits} bits`;
    problems.push({ message, fix: `use more characters, for ${LEAST_BITS} bits or more` });
  }
  if (isEmpty) {
    problems.push({
      message: "a set of characters is empty",
      fix: "list the characters, or leave charsets out",
    });
  }
  if (charsets.length > length) {
    const message = `${charsets.length} sets of characters don't fit into a password of ${length}`;
    problems.push({ message, fix: "use fewer sets, or a longer password" });
  }
  const [escaped] = /[^\x21-\x7e]|['"\\{}$%]/.exec(charsets.join("")) ?? [];
  if (escaped) {
    const fix =
      "leave out spaces, quotes, backslashes, braces, $, % and everything outside ASCII: passwords go through URLs and SQL";
    problems.push({ message: `the character ${escaped} needs escaping`, fix });
  }
  return problems;
}
