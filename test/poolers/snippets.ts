import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = readFileSync(join(__dirname, "../../docs/poolers.md"), "utf8");

/** The one code block of docs/poolers.md that holds a text: what users copy is what is tried. */
export function snippet(text: string): string {
  const blocks = [...page.matchAll(/^```.+\n([^]*?)^```$/gm)].map(([, block = ""]) => block);
  const found = blocks.filter((block) => block.includes(text));
  if (found.length !== 1) throw new Error(`docs/poolers.md has ${found.length} code blocks with "${text}"`);
  return found[0] ?? "";
}

/** A snippet as it is on this machine. @param changes what it says there, which it has to, and what here */
export function adapt(snippet: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((adapted, [from, to]) => {
    if (!adapted.includes(from)) throw new Error(`"${from}" isn't said in: ${snippet}`);
    return adapted.replaceAll(from, () => to);
  }, snippet);
}
