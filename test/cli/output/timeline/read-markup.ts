/** An element of a page, as a strict reader sees it. */
export interface Read {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Read | string)[];
}

const VOID = ["meta", "input"];

/**
 * Reads markup that is well-formed as XML and as HTML alike.
 *
 * @throws Error on whatever one of the two reads differently
 */
export function readMarkup(text: string): Read {
  const root = { name: "", attributes: {}, children: [] as (Read | string)[] };
  const open = [root];
  const tokens = /<style>([^<]*)<\/style>|<(\/?)([a-z][\w-]*)((?: [\w:-]+="[^"<]*")*)(\/?)>|([^<]+)|(<)/gi;
  for (const [, style, closing, name, attributes, empty, words, stray] of text.matchAll(tokens)) {
    if (stray) throw new Error("a < that begins nothing");
    const top = open.at(-1)!;
    if (words !== undefined) top.children.push(unescaped(words));
    else if (style !== undefined) top.children.push({ name: "style", attributes: {}, children: [style] });
    else if (closing) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> ends <${top.name}>`);
    } else {
      const element = { name: name!, attributes: attributesOf(attributes!), children: [] };
      top.children.push(element);
      if (!empty) open.push(element);
      else if (!isInPicture(open) && !VOID.includes(name!)) throw new Error(`HTML doesn't close <${name}/>`);
    }
  }
  if (open.length !== 1) throw new Error(`<${open.at(-1)!.name}> doesn't end`);
  return root;
}

function isInPicture(open: readonly Read[]): boolean {
  return open.some(({ name }) => name === "svg");
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, unescaped(value!)]);
  if (new Set(found.map(([key]) => key)).size !== found.length) throw new Error(`one twice:${text}`);
  return Object.fromEntries(found);
}

function unescaped(text: string): string {
  if (/&(?!(amp|lt|gt|quot);)/.test(text)) throw new Error(`an & that begins nothing: ${text}`);
  const characters = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
  return text.replace(/&\w+;/g, (entity) => characters[entity as keyof typeof characters]);
}

/** All elements in one that are of a name, and of a class if it is given. */
export function all(element: Read, name: string, className?: string): Read[] {
  return element.children.flatMap((child) => {
    if (typeof child === "string") return [];
    const classes = child.attributes.class?.split(" ") ?? [];
    const isOne = child.name === name && (className === undefined || classes.includes(className));
    return [...(isOne ? [child] : []), ...all(child, name, className)];
  });
}

/** What is written in an element. */
export function textOf(element: Read): string {
  const texts = element.children.map((child) => (typeof child === "string" ? child : textOf(child)));
  return texts.join("").replaceAll("\u00a0", " ");
}
