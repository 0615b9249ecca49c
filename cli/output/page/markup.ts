import { unbroken } from "../timeline/lengths";

/** Text that is written as HTML, SVG or XML already. Whatever else comes into a page is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

export type Content = string | Markup | undefined | readonly Content[];
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What has nothing in it, and is closed where it begins. HTML takes that of no other. */
const EMPTY = ["meta", "input", "rect", "line", "path", "circle", "use"];

/** An element, well-formed also as XML. What is undefined is left out. */
export function element(name: string, attributes: Attributes = {}, ...content: Content[]): Markup {
  const start = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .reduce((text, [key, value]) => `${text} ${key}="${escaped(String(value))}"`, name);
  return new Markup(EMPTY.includes(name) ? `<${start}/>` : `<${start}>${written(content)}</${name}>`);
}

/** Contents one after the other. */
export function written(content: Content): string {
  if (content === undefined) return "";
  if (typeof content === "string") return escaped(unbroken(content));
  return content instanceof Markup ? content.text : content.map(written).join("");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
