import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
};

/**
 * Loads files with others as they are wrongly edited.
 *
 * @param files those that are loaded anew; what else they import is as it is
 * @param edited the texts of some of them
 * @returns what a file exports
 */
export function loaderOf(
  files: readonly string[],
  edited: ReadonlyMap<string, string>,
): (file: string) => object {
  const loaded = new Map<string, object>();
  const load = (file: string): object => {
    const known = loaded.get(file);
    if (known) return known;
    const exported = {};
    loaded.set(file, exported);
    const source = edited.get(file) ?? readFileSync(file, "utf8");
    const { outputText } = ts.transpileModule(source, { compilerOptions: OPTIONS });
    const requireFrom = (name: string): unknown => {
      if (!name.startsWith(".")) return jest.requireActual(name);
      const path = join(dirname(file), name);
      return files.includes(`${path}.ts`) ? load(`${path}.ts`) : jest.requireActual(path);
    };
    new Function("exports", "require", outputText)(exported, requireFrom);
    return exported;
  };
  return load;
}
