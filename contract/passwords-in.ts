/** Which of some passwords a text holds. It is read once, however many there are: a log is long, and so is a list of leases. */
export function passwordsIn(text: string, passwords: readonly string[]): string[] {
  if (!passwords.length) return [];
  const all = new Set(passwords);
  const lengths = [...new Set(passwords.map(({ length }) => length))];
  const found = new Set<string>();
  // Only what consists of their characters can be one of them.
  const characters = [...new Set(passwords.join(""))].map((each) => each.replace(/[\]\\^-]/, "\\$&"));
  for (const [part] of text.matchAll(new RegExp(`[${characters.join("")}]{${Math.min(...lengths)},}`, "g"))) {
    for (const length of lengths) {
      for (let start = 0; start + length <= part.length; start++) {
        const candidate = part.slice(start, start + length);
        if (all.has(candidate)) found.add(candidate);
      }
    }
  }
  return [...found];
}
