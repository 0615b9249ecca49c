import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { COMMANDS } from "../../cli/commands";
import { type Block, blocksIn, commandsIn, NOT_HERE, runnableIn } from "./page";

const root = join(__dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending) && !name.includes("node_modules"))
    .map((name) => `${folder}/${name}`);

const pages = ["README.md", "CONTRIBUTING.md", ...filesIn("docs", ".md"), ...filesIn("examples", ".md")];
const tests = filesIn("test", ".test.ts");

const optionNames = (options: object) =>
  Object.keys(options).map((key) => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));

/** Marks that say how a block is run, and not that it isn't. */
const HOW = ["", "start", "elsewhere", "cluster", "admin", "look", "back", "before"];
/** Tests that run a page otherwise than as somebody who follows it. */
const OTHERS: Readonly<Record<string, string>> = {
  "docs/testing.md": "test/package/package.test.ts",
  "docs/poolers.md": "test/poolers/expired-users.test.ts",
  "examples/node-pg/README.md": "test/examples/examples.test.ts",
  "examples/python-sqlalchemy/README.md": "test/examples/examples.test.ts",
  "examples/go-pgx/README.md": "test/examples/examples.test.ts",
  "examples/java-hikari/README.md": "test/examples/examples.test.ts",
};
/** The test of the pages that are made from examples. */
const OF_EXAMPLES = "test/docs/construct-pages.test.ts";

/** The test that runs a page: it demands that each block was run, but for those that have no place here. */
function testOf(page: string, text: string): string | undefined {
  if (page in OTHERS) return OTHERS[page];
  if (text.includes("from docstrings and from what the example synthesizes")) return OF_EXAMPLES;
  const name = posix.relative("docs", page);
  return tests.find((file) => new RegExp(`testPage\\(\\s*"${name}"`).test(read(file)));
}

/** What nobody runs of a page. */
function nobodyRuns(page: string, blocks: readonly Block[], text: string): string[] {
  return testOf(page, text) ? [] : runnableIn(blocks).map((block) => `${page}: ${block.text}`);
}

test.each(pages)("%s: a test runs what somebody types", (page) => {
  expect(nobodyRuns(page, blocksIn(page), read(page))).toEqual([]);
});

test("a page that nobody runs is found, and one with nothing to run isn't", () => {
  const block = { heading: "", language: "console", mark: "", text: "$ npx vault-db rehearse dev\n" };
  expect(nobodyRuns("docs/new.md", [block], "")).toEqual([`docs/new.md: ${block.text}`]);
  expect(nobodyRuns("docs/new.md", [{ ...block, mark: "docker" }], "")).toEqual([]);
  expect(nobodyRuns("docs/new.md", [{ ...block, language: "json" }], "")).toEqual([]);
});

test("tests that run pages otherwise name them, and are there", () => {
  for (const [page, file] of Object.entries(OTHERS)) {
    expect([file, existsSync(join(root, file))]).toEqual([file, true]);
    const name = page.replace("docs/", "").replace(/^examples\/|\/README.md$/g, "");
    const named = filesIn(file.replace(/\/[^/]*$/, ""), ".ts").filter((each) => read(each).includes(name));
    expect([page, named.length > 0]).toEqual([page, true]);
  }
});

test("the README names every command, and every option of a rehearsal", () => {
  const text = read("README.md");
  const named = (what: string) => text.includes(what);
  // npm run quickstart is how it begins.
  const commands = COMMANDS.filter(({ name }) => name !== "quickstart");
  expect(commands.filter(({ name }) => !named(`| \`vault-db ${name} `)).map(({ name }) => name)).toEqual([]);
  const { options = {} } = COMMANDS.find(({ name }) => name === "rehearse") ?? {};
  expect(Object.keys(options).length).toBeGreaterThan(10);
  expect(optionNames(options).filter((option) => !named(`\`--${option}`))).toEqual([]);
});

describe.each(pages)("%s", (page) => {
  const blocks = blocksIn(page);
  const fences = [...read(page).matchAll(/^ *```/gm)].length / 2;

  test("has blocks of a language, with marks that have a meaning, and no commands besides", () => {
    expect(blocks).toHaveLength(fences);
    for (const { mark } of blocks) expect([...HOW, ...Object.keys(NOT_HERE)]).toContain(mark);
    const outside = read(page).replaceAll(/^ *```[^]*?^ *```/gm, "");
    expect(outside).not.toMatch(/^ {4,}(npm|npx|vault|bao|psql|git|terraform|kubectl) /m);
  });

  test("has commands that a shell can read", () => {
    for (const { language, text } of blocks.filter(({ language }) => /^(sh|bash|console)$/.test(language))) {
      const { status, stderr } = spawnSync("bash", ["-n"], {
        input: commandsIn(language, text),
        encoding: "utf8",
      });
      expect([status, stderr]).toEqual([0, ""]);
    }
  });

  test("names commands and options of vault-db that are there", () => {
    for (const [, name, rest = ""] of read(page).matchAll(/(?:npx |`)vault-db ([a-z-]+)([^`|>\n]*)/g)) {
      const command = COMMANDS.find((each) => each.name === name);
      expect([name, command?.name]).toEqual([name, name]);
      const known = ["help", "debug", "json", ...optionNames(command!.options)];
      for (const [, option] of rest.matchAll(/ --([\w-]+)/g))
        expect([name, known]).toEqual([name, expect.arrayContaining([option])]);
    }
  });
});
