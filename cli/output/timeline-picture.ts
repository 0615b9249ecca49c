import type { Lane, Timeline } from "../../rehearsal/time-lapse/timeline";
import { lines } from "./lines";
import { axisPicture, ground } from "./timeline/axis-picture";
import { barSymbols } from "./timeline/bar-marks";
import { eventSymbols } from "./timeline/event-marks";
import { lanePicture, type Picture } from "./timeline/lane-picture";
import { wordsOf } from "./timeline/lengths";
import { LEGEND_MARK, legendItems } from "./timeline/legend";
import { type Content, element, Markup, written } from "./page/markup";
import { PICTURE_STYLE } from "./page/picture-style";
import { keptBy, lifetimesOf, summaryOf, titleOf } from "./timeline/sentences";

const WIDTH = 980;
const MARGIN = 20;
/** Where the day begins: beside it are the names of its lanes. */
const DAY = 235;
const DAY_WIDTH = WIDTH - DAY - MARGIN;
/** How high a line of words is, and how many characters there are in one beside a lane. */
const LINE = 15;
const CHARACTERS = 34;
const NAME_CHARACTERS = 31;
/** The space above and below a lane. */
const SPACE = 12;

/** A timeline as a picture by itself, for a page that is written elsewhere: an SVG, light or dark as its reader likes it. */
export function timelinePicture(timeline: Timeline): string {
  const title = titleOf(timeline);
  const axis = axisPicture(timeline);
  const top = 52;
  const lanes = stacked(
    timeline.lanes.map((lane) => lanePart(lane, timeline)),
    top + axis.height + 6,
  );
  const explained = stacked(legendRows(timeline), lanes.height + SPACE);
  const height = explained.height + SPACE;
  const band = { x: DAY, width: DAY_WIDTH };
  const svg = element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: "img",
      "aria-label": title,
    },
    new Markup(`<style>${PICTURE_STYLE}</style>`),
    element("defs", {}, barSymbols(), eventSymbols()),
    element("rect", { class: "paper", width: WIDTH, height, rx: 8 }),
    element("text", { class: "title", x: MARGIN, y: 34 }, title),
    element("svg", { ...band, y: top, height: axis.height }, axis.content),
    element(
      "svg",
      { ...band, y: top + axis.height, height: lanes.height - top - axis.height },
      ground(timeline),
    ),
    lanes.content,
    explained.content,
  );
  return `${written(svg)}\n`;
}

/** Pictures one below the other, and where the last one ends. */
function stacked(pictures: readonly Picture[], top: number): { height: number; content: Content } {
  let y = top;
  const content = pictures.map((picture) => {
    const part = element("svg", { y, width: WIDTH, height: picture.height }, picture.content);
    y += picture.height;
    return part;
  });
  return { height: y, content };
}

function lanePart(lane: Lane, timeline: Timeline): Picture {
  const { height, content } = lanePicture(lane, timeline);
  const words = [
    ...lifetimesOf(lane, timeline).flatMap(({ noun, text: whole }) => {
      const texts = wrapped(whole);
      return texts.map((text, index) => ({ text, noun, isLast: index === texts.length - 1 }));
    }),
    ...summaryOf(lane)
      .flatMap(wrapped)
      .map((text) => ({ text, noun: undefined, isLast: false })),
  ];
  const beside = words.map(({ text, noun, isLast }, index) => {
    const y = SPACE + (index + 2) * LINE + 4;
    const edge = { class: `edge ${noun}`, x: MARGIN, y, width: 3, height: isLast ? LINE - 3 : LINE };
    return [
      noun ? element("rect", edge) : undefined,
      element("text", { x: MARGIN + (noun ? 9 : 0), y: y + 11 }, text),
    ];
  });
  const whole = Math.max(height, (words.length + 2) * LINE + 4) + 2 * SPACE;
  return {
    height: whole,
    content: [
      element("line", { class: "grid", x1: MARGIN, x2: WIDTH - MARGIN, y1: whole, y2: whole }),
      element("text", { class: "name", x: MARGIN, y: SPACE + 11 }, cut(lane.name, NAME_CHARACTERS)),
      element("text", { x: MARGIN, y: SPACE + LINE + 11 }, keptBy(lane)),
      new Markup(written(beside)),
      element("svg", { x: DAY, y: SPACE, width: DAY_WIDTH, height }, content),
    ],
  };
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** Words in lines beside a lane. A name that is longer than a line is cut. */
function wrapped(text: string): string[] {
  const words = wordsOf(text).map((word) => ({ text: cut(word, CHARACTERS) }));
  return lines(words, " ", CHARACTERS);
}

/** What the bars and marks mean, two in a row. */
function legendRows(timeline: Timeline): Picture[] {
  const items = legendItems(timeline);
  const half = (WIDTH - 2 * MARGIN) / 2;
  const pairs = items.flatMap((item, index) =>
    index % 2 ? [] : [[item, ...items.slice(index + 1, index + 2)]],
  );
  return pairs.map((pair) => ({
    height: 26,
    content: pair.flatMap(({ mark, means }, column) => {
      const x = MARGIN + column * half;
      const words = element("text", { x: x + LEGEND_MARK.width + 10, y: 16 }, means);
      return [element("svg", { x, y: 3, ...LEGEND_MARK }, mark), words];
    }),
  }));
}
