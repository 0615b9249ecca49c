/** What is read from Vault: what shows who one is, a user of one's own, or the password of one that stays. */
export const NOUNS = ["token", "user", "password"] as const;
export type Noun = (typeof NOUNS)[number];

/** What is read from a path of Vault. */
export function nounOf(path: string): Noun {
  if (path.startsWith("auth/")) return "token";
  return path.includes("/static-creds/") ? "password" : "user";
}
