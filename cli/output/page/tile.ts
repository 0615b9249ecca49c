import { element, type Markup } from "./markup";

/** A number that is seen first, and what it counts: part of a list of the class `numbers`. */
export function tile(name: string, value: string, kind?: string): Markup {
  return element("div", {}, element("dt", {}, name), element("dd", { class: kind }, value));
}
