import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { renderAccessManifest } from "./access-manifest";
import { renderGates } from "./gates";
import type { Page } from "./page";
import measured from "../performance.json";
import type { Results } from "../../bench/results";
import { renderPerformance } from "./performance";
import { renderGuardrails, renderPage } from "./render";
import { renderBoundaries } from "./module-boundaries";
import { renderTimeLapse } from "./time-lapse";

/** Every page that is made, by its name in `docs/`. */
export async function generatedPages(): Promise<Map<string, string>> {
  const files = readdirSync(join(__dirname, "pages"), { recursive: true, encoding: "utf8" });
  const pages = files
    .filter((file) => file.endsWith(".ts"))
    .map((file): [string, string] => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- one page a file, found by its name
      const { page } = require(join(__dirname, "pages", file)) as { page: Page };
      return [file.replace(/\.ts$/, ".md"), renderPage(page, file)];
    });
  const [performancePage, ...plots] = renderPerformance(measured as Results);
  const options = { ...(await resolveConfig(__filename)), parser: "markdown" };
  const all: [string, string][] = [
    ...pages,
    ["guardrails.md", renderGuardrails()],
    ["gates.md", renderGates()],
    performancePage!,
    ["access/access-manifest.md", renderAccessManifest()],
    ["../CONTRIBUTING.md", renderBoundaries(readFileSync(join(__dirname, "../../CONTRIBUTING.md"), "utf8"))],
  ];
  const formatted = await Promise.all(
    all.map(async ([name, text]) => [name, await format(text, options)] as const),
  );
  return new Map([...formatted, ["time-lapse.svg", renderTimeLapse()], ...plots]);
}
