import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { homepage } from "../../package.json";

const ROOT = join(__dirname, "../..");
const IN_REPOSITORY = new RegExp(`^${homepage.replace(/#.*/, "")}/(blob|tree|raw)/main/`);

/** A link of a page to a file of the repository. */
export interface Link {
  readonly file: string;
  /** The section of the file. @default - an empty text */
  readonly section: string;
  /** Whether it leads to the repository on the Web, as what isn't packed is linked to. */
  readonly isOnTheWeb: boolean;
}

/** Where a page leads to within the repository. */
export function linksOf(page: string): Link[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  return [...text.matchAll(/\]\(([^)]+)\)/g)].flatMap(([, link = ""]): Link[] => {
    const isOnTheWeb = IN_REPOSITORY.test(link);
    const [path = "", section = ""] = link.replace(IN_REPOSITORY, "").split("#");
    if (/^[a-z]+:/.test(path)) return [];
    const file = path ? posix.join(isOnTheWeb ? "" : posix.dirname(page), path) : page;
    return [{ file, section, isOnTheWeb }];
  });
}

/** The sections of a page, as GitHub names them. */
export function sectionsOf(page: string): string[] {
  const text = readFileSync(join(ROOT, page), "utf8").replaceAll(/^```[^]*?^```/gm, "");
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}
