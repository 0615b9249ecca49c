/** A text in a sentence, whole and between backticks, whatever it holds. */
export function inBackticks(text: string): string {
  return `\`${text.replace(/[`\p{C}\p{Zl}\p{Zp}]/gu, codeOf)}\``;
}

function codeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
