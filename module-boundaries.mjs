import { readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";

const root = import.meta.dirname;
const parts = JSON.parse(readFileSync(join(root, "module-boundaries.json"), "utf8"));

/** The linter's rule of what may import what: it objects to all that module-boundaries.json doesn't let in. */
export const boundaryRule = {
  meta: { type: "problem", schema: [] },
  create(context) {
    const part = partOf(moduleOf(context.filename));
    if (!part) return {};
    const check = (source, isType = false) => {
      if (!source || isLetIn(part, context.filename, source.value, isType)) return;
      const message = `module-boundaries.json doesn't let ${part.paths.join(", ")} import ${isType ? "types from here" : "this"}.`;
      context.report({ node: source, message });
    };
    return {
      ImportDeclaration: (node) => check(node.source, isOfTypes(node.importKind, node.specifiers)),
      ExportNamedDeclaration: (node) => check(node.source, isOfTypes(node.exportKind, node.specifiers)),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === "type"),
      TSImportType: (node) => check(node.source, true),
      ImportExpression: (node) => check(node.source),
      "CallExpression[callee.name='require'][arguments.0.type='Literal']": (node) => check(node.arguments[0]),
    };
  },
};

function isOfTypes(kind, specifiers) {
  const kinds = specifiers.map(({ importKind, exportKind }) => importKind ?? exportKind);
  return kind === "type" || (kinds.length > 0 && kinds.every((each) => each === "type"));
}

function isLetIn(part, file, specifier, isType) {
  if (!specifier.startsWith(".")) return isPackageOf(part, specifier);
  const module = moduleOf(resolve(dirname(file), specifier));
  const allowed = [...part.imports, ...(isType ? (part.types ?? []) : [])];
  return partOf(module) === part || allowed.some((each) => covers(each, module));
}

function isPackageOf({ packages }, name) {
  return (
    name.startsWith("node:") ||
    packages.some((each) => name === each || (each.endsWith("/") && name.startsWith(each)))
  );
}

/** A file as a module of the project: `constructs/duration`, and `constructs` for its entry. */
function moduleOf(file) {
  return relative(root, file)
    .replaceAll(sep, "/")
    .replace(/\.[cm]?[jt]s$/, "")
    .replace(/\/index$/, "");
}

/** The part of the project that a module is in: the narrowest, which is listed last. */
function partOf(module) {
  return parts.findLast(({ paths }) => paths.some((path) => covers(path, module)));
}

/** `a/` is all in a folder, `a/*` the files in it but its index, `a.ts` one file; `./` is everything. */
function covers(path, module) {
  if (path === "./") return true;
  if (path.endsWith("/*")) return dirname(module) === dirname(path);
  return path.endsWith("/") ? `${module}/`.startsWith(path) : module === moduleOf(join(root, path));
}
