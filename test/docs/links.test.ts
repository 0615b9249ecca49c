import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { linksOf } from "./links";

/** What is in the package. */
function packedFiles(): string[] {
  const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const cwd = join(__dirname, "../..");
  const [{ files }] = JSON.parse(execFileSync("npm", pack, { cwd, encoding: "utf8" })) as [
    { files: { path: string }[] },
  ];
  return files.map(({ path }) => path);
}

test("the package holds what its pages lead to, but for what they say is in the repository", () => {
  const packed = packedFiles();
  const pages = packed.filter((name) => name.endsWith(".md"));
  expect(pages.length).toBeGreaterThan(20);
  const links = pages.flatMap((page) => linksOf(page).map((link) => ({ page, ...link })));
  expect(links.length).toBeGreaterThan(100);
  const dead = links
    .filter(({ file, isOnTheWeb }) => !isOnTheWeb && !packed.some((name) => name.startsWith(file)))
    .map(({ page, file }) => `${page}: ${file}`);
  expect(dead).toEqual([]);
});
