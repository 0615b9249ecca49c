import { type Content, element, Markup, written } from "./markup";

/** A page that needs nothing else. */
export interface Document {
  readonly title: string;
  /** Its style sheet, as it is: it has no entities. */
  readonly style: string;
  /** What else its head says. @default - nothing */
  readonly head?: Content;
  readonly body: Content;
}

/** A page as it is written to a file. */
export function documentText({ title, style, head, body }: Document): string {
  const page = element(
    "html",
    { lang: "en" },
    element(
      "head",
      {},
      element("meta", { charset: "utf-8" }),
      element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      head,
      element("title", {}, title),
      new Markup(`<style>${style}</style>`),
    ),
    element("body", {}, body),
  );
  return `<!doctype html>\n${written(page)}\n`;
}
