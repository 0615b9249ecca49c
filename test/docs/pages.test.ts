import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { homepage } from "../../package.json";

const docs = join(__dirname, "../../docs");
/** Where the pages stand that aren't packed. */
const inRepository = homepage.replace(/#.*/, "/blob/main/docs/");

test("every page that is made from the code is what the code makes: npm run docs", () => {
  const differing = execFileSync(process.execPath, ["-r", "tsx/cjs", join(docs, "generate.ts"), "--check"], {
    encoding: "utf8",
  });
  expect(differing).toBe("");
});

test("what a page refers to ends with an address", () => {
  const references = readdirSync(docs, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => readFileSync(join(docs, name), "utf8").match(/^See .* documentation, .*$/gm) ?? []);
  expect(references.length).toBeGreaterThan(15);
  for (const reference of references) expect(reference).toMatch(/ https:\/\/\S+\.$/);
});

test("the list of pages names every page, and every link in it leads to one", () => {
  const list = readFileSync(join(docs, "README.md"), "utf8");
  const linked = [...list.matchAll(/\]\((\S+\.md)\)/g)]
    .map(([, name = ""]) => name.replace(inRepository, ""))
    .sort();
  const there = readdirSync(docs, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".md") && name !== "README.md",
  );
  expect(linked).toEqual(there.sort());
});
