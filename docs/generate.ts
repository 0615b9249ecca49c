import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedPages } from "./generator";

/** Writes the pages that differ from what the code makes; with `--check`, only names them. */
async function generate(check: boolean): Promise<void> {
  for (const [name, text] of await generatedPages()) {
    const path = join(__dirname, name);
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    process.stdout.write(`${name}\n`);
    if (!check) writeFileSync(path, text);
  }
}

void generate(process.argv.includes("--check"));
