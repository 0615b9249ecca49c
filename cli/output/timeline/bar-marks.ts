import { element, type Markup } from "../page/markup";

/** How high a bar is. */
export const BAR = 18;
/** How high a tick is, below the words. */
const TICK = 4;

/** What is drawn upon a bar: a renewal, and where it ended. */
type BarMark = "tick" | "end";

/** What they look like, for a picture to use. There are many: each is written once. */
export function barSymbols(): Markup[] {
  return [
    element("path", { id: "tick", d: `M0 ${BAR - TICK}v${TICK}` }),
    element("path", { id: "end", d: `M0 0v${BAR}` }),
  ];
}

/** One of them, at a place of a bar. */
export function barMark(mark: BarMark, x: string | number, y: number): Markup {
  return element("use", { href: `#${mark}`, x, y });
}
