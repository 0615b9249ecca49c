import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { format, resolveConfig } from "prettier";

/** Keeps the timeline of a report on stdin: `npm run docs` makes the picture from it. */
async function keep(): Promise<void> {
  const { timeline } = JSON.parse(await text(process.stdin)) as { timeline: unknown };
  const options = { ...(await resolveConfig(__filename)), parser: "json" };
  writeFileSync(join(__dirname, "time-lapse.json"), await format(JSON.stringify(timeline), options));
}

void keep();
