import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { reviewInMarkdown } from "../../cli/output/review/markdown";
import { reviewInText } from "../../cli/output/review/text";
import { asJson } from "../../cli/output/json";
import { PAIRS, reviewOf } from "./pairs";

const comments = join(__dirname, "comments");

test.each(PAIRS.map((pair) => [pair.name, pair] as const))(
  "%s is commented as its file says",
  (name, pair) => {
    const review = reviewOf(pair);
    const comment = reviewInMarkdown(review);
    expect(`${comment}\n`).toBe(readFileSync(join(comments, `${name}.md`), "utf8"));
    expect(review.exit).toBe(pair.exit);
    for (const text of [comment, reviewInText(review, { isColored: true }), asJson(review)])
      expect(text).not.toMatch(/hunter\d/);
  },
);

test("there is a comment for each of at least thirty plans, and for nothing else", () => {
  expect(PAIRS.length).toBeGreaterThanOrEqual(30);
  expect(readdirSync(comments).sort()).toEqual(PAIRS.map(({ name }) => `${name}.md`).sort());
});
