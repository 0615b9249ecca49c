/** What is a secret by its looks, wherever it stands. */
const SHAPES: readonly [what: string, pattern: RegExp][] = [
  ["a token of Vault's", /\bhv[sbr]\.[\w-]{20,}/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["an access key of AWS's", /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
];

/** The kinds of secrets that a text holds. */
export function secretShapes(text: string): string[] {
  return SHAPES.filter(([, shape]) => shape.test(text)).map(([what]) => what);
}
