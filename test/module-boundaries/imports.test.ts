import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import parts from "../../module-boundaries.json";
import { isMade } from "../is-made";

interface Part {
  readonly paths: readonly string[];
  readonly imports: readonly string[];
  readonly types?: readonly string[];
  readonly packages: readonly string[];
}

/** Something of each place that could be imported: a module of the project, or a package. */
const IMPORTED = [
  "./policies/policy-document",
  "./constructs/index",
  "./constructs/approle-auth",
  "./constructs/duration",
  "./constructs/finding",
  "./constructs/access/access-manifest",
  "./constructs/guardrails/registry",
  "./constructs/postgres/privileges",
  "./constructs/postgres/statements/creation",
  "./constructs/private/claim",
  "./environments/dev",
  "./stacks/vault-database-stack",
  "./main",
  "./clients/vault-client",
  "./contract/index",
  "./rehearsal/stack/order",
  "./cli/main",
  "./docs/generator/page",
  "./examples/app",
  "./scripts/build",
  "./test/synthesize",
  "cdktf",
  "cdktf/lib/_tokens",
  "cdktf-vault-database",
  "constructs",
  "commander",
  "eslint",
  "pg",
  "typescript",
  "@cdktf/provider-vault",
  "@cdktf/provider-vault/lib/mount",
  "@cdktf/provider-postgresql/lib/role",
  "node:fs",
];

/** Files that aren't there, in each part of the project. */
const FILES = parts.flatMap(({ paths }) =>
  paths.flatMap((path) => (path.endsWith("/") ? [`${path}made-up.ts`, `${path}deeper/made-up.ts`] : [path])),
);

/** Imports everything: first values, a line each, then types. */
function importsOf(file: string): string[] {
  const specifiers = IMPORTED.map((module) => specifierOf(module, file));
  return [
    ...specifiers.map((specifier) => `import "${specifier}";`),
    ...specifiers.map((specifier, index) => `import type * as T${index} from "${specifier}";`),
  ];
}

function specifierOf(module: string, file: string): string {
  if (!module.startsWith("./")) return module;
  const path = relative(dirname(file), module.replace(/\/index$/, ""));
  return path.startsWith(".") ? path : `./${path}`;
}

interface Objection {
  readonly path: string;
  readonly ruleId: string;
  readonly line: number;
  readonly message: string;
}

/** What the linter objects to in texts that are given for files. */
function lint(texts: Readonly<Record<string, string>>): Objection[] {
  const input = JSON.stringify(Object.entries(texts).map(([path, text]) => ({ path, text })));
  return JSON.parse(
    execFileSync(process.execPath, [join(__dirname, "lint.mjs")], { input, encoding: "utf8" }),
  );
}

/** Whether a part of the project has the module itself, or may import it. */
function isLetIn(part: Part, module: string, allowed: readonly string[]): boolean {
  if (!module.startsWith("./")) {
    return module.startsWith("node:") || part.packages.some((name) => isNamed(name, module));
  }
  const file = `${module.slice(2)}.ts`;
  return partOf(file) === part || allowed.some((each) => isNamed(each, file));
}

/** The part of the project that a file is in: the narrowest, which is listed last. */
function partOf(file: string): Part | undefined {
  return (parts as Part[]).filter(({ paths }) => paths.some((path) => isNamed(path, file))).at(-1);
}

function isNamed(name: string, what: string): boolean {
  if (name === "./") return true;
  if (name.endsWith("*")) return dirname(what) === dirname(name) && !what.endsWith("/index.ts");
  return name.endsWith("/") ? what.startsWith(name) : what === name;
}

const FORMS = `import { Duration } from "../constructs";
import { type Duration as Time } from "../constructs";
import { type Finding, Duration as Length } from "../constructs";
import type { TerraformStack } from "cdktf";
export * from "../constructs";
export type * from "../constructs";
export { Duration } from "../constructs";
export type { Finding } from "../constructs";
export const loaded = import("../constructs");
export type Library = typeof import("../constructs");
export const required = require("../constructs");
export type Rehearsal = typeof import("../rehearsal/rehearse");`;

const PRINTING = [
  'console.log("x");',
  'process.stdout.write("x");',
  'process.stderr.write("x");',
  "process.exitCode = 1;",
  "process.exit(1);",
];

const objections = lint({
  ...Object.fromEntries(FILES.map((file) => [file, [...importsOf(file), ...PRINTING].join("\n")])),
  "contract/forms.ts": FORMS,
});

describe.each(FILES)("in %s", (file) => {
  const part = partOf(file)!;
  const own = objections.filter(({ path }) => path === file);
  const lines = own.filter(({ ruleId }) => ruleId === "boundaries/import").map(({ line }) => line - 1);

  test("a value may be imported where module-boundaries.json says so, and nowhere else", () => {
    const expected = IMPORTED.filter((module) => !isLetIn(part, module, part.imports));
    expect(lines.filter((line) => line < IMPORTED.length).map((line) => IMPORTED[line])).toEqual(expected);
  });

  test("a type may be imported where module-boundaries.json says so, and nowhere else", () => {
    const allowed = [...part.imports, ...(part.types ?? [])];
    const expected = IMPORTED.filter((module) => !isLetIn(part, module, allowed));
    const ofTypes = lines.filter((line) => line >= IMPORTED.length);
    expect(ofTypes.map((line) => IMPORTED[line - IMPORTED.length])).toEqual(expected);
  });

  test("nothing is printed and no process ended but by commands and apps", () => {
    const isCommand = ["cli/", "examples/", "scripts/", "test/", "main.ts"].some((path) =>
      file.startsWith(path),
    );
    const printing = own.filter(({ ruleId }) => /^no-(console|restricted-properties)$/.test(ruleId));
    const found = printing.map(({ line }) => PRINTING[line - 1 - 2 * IMPORTED.length]);
    expect(found).toEqual(isCommand ? [] : PRINTING);
  });
});

test("an import is objected to in every form, and told what kind it is", () => {
  const value = "module-boundaries.json doesn't let contract/ import this.";
  const types = "module-boundaries.json doesn't let contract/ import types from here.";
  const found = objections.filter(
    ({ path, ruleId }) => path === "contract/forms.ts" && ruleId === "boundaries/import",
  );
  expect(found.map(({ line, message }) => [line, message])).toEqual([
    [1, value],
    [3, value],
    [4, types],
    [5, value],
    [7, value],
    [9, value],
    [11, value],
    [12, types],
  ]);
});

test("every folder is in a part of the project, and every name in module-boundaries.json is that of something", () => {
  const root = join(__dirname, "../..");
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => `${name}/`)
    .filter((name) => !isMade(name));
  expect(folders.filter((folder) => !partOf(`${folder}made-up`))).toEqual([]);
  const names = parts.flatMap(({ paths, imports, types = [] }: Part) => [...paths, ...imports, ...types]);
  const isThere = (name: string) => isMade(name) || existsSync(join(root, name.replace("*", "")));
  expect(names.filter((name) => !isThere(name))).toEqual([]);
});
