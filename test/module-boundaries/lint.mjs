// Lints texts as if they were files of the project: `[{ "path": …, "text": … }]` on stdin. Jest can't load the linter's
// configuration itself, which is an ES module.
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ESLint } from "eslint";

const eslint = new ESLint({ cwd: join(import.meta.dirname, "../..") });
const files = JSON.parse(await text(process.stdin));
const results = files.map(async ({ path, text }) => {
  const [{ messages }] = await eslint.lintText(text, { filePath: path });
  return messages.map(({ ruleId, line, message }) => ({ path, ruleId, line, message }));
});
process.stdout.write(JSON.stringify((await Promise.all(results)).flat()));
