const LAST_WORDS = /runtime error encountered:([^]*?)\s*exitCode=/;

/** Why an agent has ended, from what it wrote: its log quotes a short reason, and indents a long one. */
export function reasonOfEnd(output: string): string {
  const [, words] = LAST_WORDS.exec(output) ?? [];
  const reason = words?.replace(/^\s*error="?/, "").replace(/"$/, "") ?? output;
  const lines = reason.split("\n").map((line) => line.replace(/^\s*\|\s*/, "").trim());
  return lines.filter(Boolean).join(" ").replaceAll('\\"', '"') || "it wrote nothing";
}
