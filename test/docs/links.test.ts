import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { homepage } from "../../package.json";

const ROOT = join(__dirname, "../..");
const IN_REPOSITORY = new RegExp(`^${homepage.replace(/#.*/, "")}/(blob|tree|raw)/main/`);

/** What is in the package. */
const packed = packedFiles();
const pages = packed.filter((name) => name.endsWith(".md"));

function packedFiles(): string[] {
  const pack = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const [{ files }] = JSON.parse(execFileSync("npm", pack, { cwd: ROOT, encoding: "utf8" })) as [
    { files: { path: string }[] },
  ];
  return files.map(({ path }) => path);
}

/** Without its examples. */
const textOf = (page: string) => readFileSync(join(ROOT, page), "utf8").replaceAll(/^```[^]*?^```/gm, "");

/** Where a page leads to. */
const linksOf = (page: string) => [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);

/** The file of the repository that a page's link leads to, and the section. None where it leads elsewhere. */
function targetOf(page: string, link: string): { file: string; section: string } | undefined {
  const [path = "", section = ""] = link.replace(IN_REPOSITORY, "/").split("#");
  if (/^[a-z]+:/.test(path)) return undefined;
  const file = path ? posix.join(path.startsWith("/") ? "" : posix.dirname(page), path) : page;
  return { file: file.replace(/^\//, ""), section };
}

/** As GitHub names the sections of a page. */
const sectionsOf = (page: string) =>
  [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test("the package holds what its pages lead to, but for what they say is in the repository", () => {
  expect(pages.length).toBeGreaterThan(20);
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => !IN_REPOSITORY.test(link))
      .flatMap((link) => targetOf(page, link)?.file ?? [])
      .filter((file) => !packed.some((name) => name.startsWith(file)))
      .map((file) => `${page}: ${file}`),
  );
  expect(dead).toEqual([]);
});

test("what they lead to is in the repository, and so are sections", () => {
  const targets = pages.flatMap((page) => linksOf(page).flatMap((link) => targetOf(page, link) ?? []));
  expect(targets.length).toBeGreaterThan(100);
  const dead = targets.filter(
    ({ file, section }) =>
      !existsSync(join(ROOT, file)) ||
      (section && file.endsWith(".md") && !sectionsOf(file).includes(section)),
  );
  expect(dead).toEqual([]);
});
