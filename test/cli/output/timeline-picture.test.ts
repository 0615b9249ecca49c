import { timelinePicture } from "../../../cli/output/timeline-picture";
import { TIMELINE } from "./timeline/made-up-timeline";
import { all, readMarkup, textOf } from "./timeline/read-markup";

const TEXT = timelinePicture(TIMELINE);
const PICTURE = readMarkup(TEXT.trim());

test("a picture by itself has each lane with its name, what it had, and how long that lives", () => {
  const words = all(PICTURE, "text").map(textOf);
  for (const { name } of TIMELINE.lanes) expect(words).toContain(name);
  expect(words.join(" ")).toContain("database/creds/app-readwrite: 1 h (here 2 h), renewed up to 12 h");
  expect(words).toContain("1,440 queries, none failed");
  const bars = TIMELINE.lanes.flatMap(({ tokens, credentials }) => [...tokens, ...credentials]);
  // Three more are in the legend.
  expect(all(PICTURE, "rect", "bar")).toHaveLength(bars.length + 3);
});

test("it has the size that it needs, and a name", () => {
  const { viewBox, ...attributes } = all(PICTURE, "svg")[0]!.attributes;
  const [, , width, height] = viewBox!.split(" ").map(Number);
  const sizes = all(PICTURE, "svg")
    .slice(1)
    .map(({ attributes: { y, height: own } }) => Number(y) + Number(own));
  expect(width).toBe(980);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(height!);
  expect(attributes).toMatchObject({ role: "img", "aria-label": "24 h 40 min of dev in 74 s" });
});

test("it is light or dark by itself, and asks for nothing from anywhere", () => {
  expect(TEXT).toContain("prefers-color-scheme: dark");
  expect(TEXT.replace("http://www.w3.org/2000/svg", "")).not.toMatch(
    /<script|<image|\bsrc=|https?:|url\(|@import/i,
  );
});

test("names that are too long for the place beside a lane are cut", () => {
  const [lane] = TIMELINE.lanes;
  const name = `${"very-".repeat(20)}long`;
  const lifetimes = [{ of: `database/creds/${name}`, ttl: 3600, played: { ttl: 3 } }];
  const picture = timelinePicture({ ...TIMELINE, lanes: [{ ...lane!, name, lifetimes }] });
  const words = all(readMarkup(picture.trim()), "text").map(textOf);
  const beside = words.filter((text) => text.includes("very-"));
  expect(beside).toEqual(["very-very-very-very-very-very-…", "database/creds/very-very-very-ver…"]);
});
