import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** What a file imports as soon as it is loaded, or for its types alone. */
export interface Imports {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

/** The files of some folders, and what each imports of them. */
export function importGraph(root: string, folders: readonly string[]): Map<string, Imports> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  );
  return new Map(files.map((file) => [file, importsIn(root, file, readFileSync(join(root, file), "utf8"))]));
}

function importsIn(root: string, file: string, text: string): Imports {
  const imports = { values: [] as string[], types: [] as string[] };
  for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.Latest).statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const specifier = statement.moduleSpecifier && (statement.moduleSpecifier as ts.StringLiteral).text;
    if (!specifier?.startsWith(".")) continue;
    const target = join(dirname(file), specifier);
    const found = [`${target}.ts`, join(target, "index.ts")].find((path) => existsSync(join(root, path)));
    if (found) imports[isOfTypes(statement) ? "types" : "values"].push(found);
  }
  return imports;
}

function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const { isTypeOnly, name, namedBindings } = statement.importClause ?? {};
  if (isTypeOnly) return true;
  const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : undefined;
  return !name && Boolean(named?.length) && named!.every((element) => element.isTypeOnly);
}

/** The groups of files of which each reaches each other by imports. */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const reach = new Map([...graph.keys()].map((file) => [file, reachableFrom(file, graph)]));
  const inCycle = (file: string) =>
    [...(reach.get(file) ?? [])].filter((other) => reach.get(other)?.has(file)).sort();
  const groups = [...graph.keys()].map(inCycle).filter((group) => group.length);
  return [...new Map(groups.map((group) => [group.join(), group])).values()].sort();
}

function reachableFrom(file: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const next = [...(graph.get(file) ?? [])];
  for (let each = next.pop(); each !== undefined; each = next.pop()) {
    if (reached.has(each)) continue;
    reached.add(each);
    next.push(...(graph.get(each) ?? []));
  }
  return reached;
}
