import { join } from "node:path";
import ts from "typescript";

const ROOT = join(__dirname, "../..");
const ENTRY = join(ROOT, "constructs/index.ts");
/** What the examples take for granted. */
const GIVEN = {
  stack: "TerraformStack",
  database: "PostgresDatabase",
  connection: "PostgresConnection",
  role: "DatabaseRole",
  approle: "AppRoleAuth",
  workload: "AppRoleWorkload",
  kubernetes: "KubernetesAuth",
  pods: "KubernetesWorkload",
  operator: "VaultSecretsOperator",
};

const options: ts.CompilerOptions = {
  strict: true,
  skipLibCheck: true,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  resolveJsonModule: true,
  types: ["node"],
};

const library = ts.createProgram([ENTRY], options);
const checker = library.getTypeChecker();
const exported = checker
  .getExportsOfModule(checker.getSymbolAtLocation(library.getSourceFile(ENTRY)!)!)
  .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));

function tagsOf(symbol: ts.Symbol, name: string): string[] {
  return symbol
    .getJsDocTags(checker)
    .filter((tag) => tag.name === name)
    .map(({ text }) => ts.displayPartsToString(text));
}

function isConstruct(symbol: ts.Symbol): boolean {
  if (!(symbol.flags & ts.SymbolFlags.Class)) return false;
  return checker.getDeclaredTypeOfSymbol(symbol).getProperty("node") !== undefined;
}

test("every construct has an example", () => {
  const without = exported.filter((symbol) => isConstruct(symbol) && !tagsOf(symbol, "example").length);
  expect(without.map(({ name }) => name)).toEqual([]);
});

test("every example compiles, where what it takes for granted is there", () => {
  const examples = exported.flatMap((symbol) => tagsOf(symbol, "example"));
  const given = Object.entries(GIVEN).map(([name, type]) => `declare const ${name}: ${type};`);
  const names = exported.filter(({ flags }) => flags & ts.SymbolFlags.Value).map(({ name }) => name);
  const text = [
    `import { TerraformStack } from "cdktf";`,
    `import { ${names.join(", ")} } from "./constructs";`,
    ...given,
    ...examples.map((example) => `{\n${example}\n}`),
  ].join("\n");
  const file = join(ROOT, "examples-of-docstrings.ts");
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, version) =>
    name === file
      ? ts.createSourceFile(name, text, version)
      : (library.getSourceFile(name) ?? getSourceFile(name, version));
  const program = ts.createProgram([file], options, host);
  const problems = ts.getPreEmitDiagnostics(program, program.getSourceFile(file));
  expect(ts.formatDiagnostics(problems, { ...host, getNewLine: () => "\n" })).toBe("");
  expect(examples.length).toBeGreaterThan(20);
});

test("every page that a docstring names has its address", () => {
  const files = library.getSourceFiles().filter(({ fileName }) => /\/(constructs|policies)\//.test(fileName));
  const own = files.filter(({ fileName }) => fileName.startsWith(ROOT) && !fileName.includes("node_modules"));
  const without = own.flatMap(({ fileName, text }) =>
    [...text.matchAll(/@see ([^@]*?)(?=\n\s*\* @|\*\/)/g)]
      .map(([, see = ""]) => see)
      .filter((see) => !see.includes("https://"))
      .map((see) => `${fileName.slice(ROOT.length + 1)}: ${see.trim()}`),
  );
  expect(own.length).toBeGreaterThan(100);
  expect(without).toEqual([]);
});
