/** How passwords are made. */
export interface PasswordRules {
  /** Characters of each. */
  readonly length: number;
  /** Sets of characters, of each of which a password has at least one. */
  readonly charsets: readonly string[];
}

/** A password policy's text. @see Vault documentation, "Password policies" */
export function passwordPolicyText({ length, charsets }: PasswordRules): string {
  const rule = charsets.map((charset) => ({ charset: [{ charset, "min-chars": 1 }] }));
  return JSON.stringify({ length, rule });
}
