/** In a sentence, the next word with capitals, small letters and digits: no scram-sha-256, no link, no reference. */
const TOLD_PASSWORD =
  /(?<![\w?&.-])(?:[Pp]ass(?:word|phrase)|PASSWORD)(?: is|:| ?=)\s*(?=\S*\d)(?=\S*[a-z])(?=\S*[A-Z])[^\s"'\\/${}-]{8,}(?=[\s"'\\]|$)/;
/** What is a secret by its looks, wherever it stands. */
const SHAPES: readonly [what: string, pattern: RegExp][] = [
  ["a token of Vault's", /\bhv[sbr]\.[\w-]{20,}/],
  ["a private key", /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ["an access key of AWS's", /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ["a password", TOLD_PASSWORD],
];

/** The kinds of secrets that a text holds. */
export function secretShapes(text: string): string[] {
  return SHAPES.filter(([, shape]) => shape.test(text)).map(([what]) => what);
}
