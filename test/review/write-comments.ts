import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reviewInMarkdown } from "../../cli/output/review/markdown";
import { PAIRS, reviewOf } from "./pairs";

/** Writes what a review comments on each plan anew: read the difference before it is committed. */
const COMMENTS = join(__dirname, "comments");
rmSync(COMMENTS, { recursive: true, force: true });
mkdirSync(COMMENTS);
for (const pair of PAIRS)
  writeFileSync(join(COMMENTS, `${pair.name}.md`), `${reviewInMarkdown(reviewOf(pair))}\n`);
