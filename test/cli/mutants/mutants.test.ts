import { resolve } from "node:path";
import { loaderOf } from "./load";
import { mutantsOf } from "./mutants-of";
import { type Told, untold } from "./untold";

/** What tells of a rehearsal, and ends with an exit status. */
const FILES = [
  "output/render-report.ts",
  "output/report-result.ts",
  "output/all-result.ts",
  "output/junit.ts",
  "run.ts",
  "failure.ts",
].map((file) => resolve("cli", file));

/** Mutants that tell the same of checks: what else a report has, how it looks, and what a person is told of an error, has tests of its own. */
const TELL_THE_SAME: readonly RegExp[] = [
  /render-report\.ts:\d+: (\.\.\.this\.(day|change|access)\(\)|\.\.\.(timeline|access)Lines\(.*) → nothing$/,
  /render-report\.ts:\d+: (isQueried|"engine" in subject|one\.title < other\.title|this\.format\.isQuiet|timeline|change) →/,
  /render-report\.ts:\d+: \.\.\.new Set\(texts\) → nothing$/,
  /all-result\.ts:\d+: isQuiet →/,
  /failure\.ts:\d+: (debug|isForTheUser\(reason\)) →/,
  /run\.ts:\d+: isJson →/,
];

function told(edited: ReadonlyMap<string, string> = new Map()): Told {
  const load = loaderOf(FILES, edited);
  return Object.assign({}, ...FILES.map(load)) as Told;
}

test("a report tells what was found, and the exit status with it", async () => {
  expect(await untold(told())).toEqual([]);
});

test.each(
  FILES.flatMap((file) => mutantsOf(file).map(({ what, source }) => [what, file, source] as const)).filter(
    ([what]) => !TELL_THE_SAME.some((pattern) => pattern.test(what)),
  ),
)("somebody would notice %s", async (_, file, source) => {
  const wrong = await Promise.resolve()
    .then(() => untold(told(new Map([[file, source]]))))
    .catch((error: Error) => [error.message]);
  expect(wrong).not.toEqual([]);
});
