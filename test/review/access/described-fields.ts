import { join } from "node:path";
import ts from "typescript";

const FILE = join(__dirname, "../../../constructs/access/access-manifest.ts");

/** Every field of access.json by its path, `workloads[].token.ttl`, with the values that its type names. */
export function describedFields(): ReadonlyMap<string, readonly unknown[]> {
  const program = ts.createProgram([FILE], { strict: true, skipLibCheck: true, types: [] });
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(FILE)!)!;
  const manifest = checker.getExportsOfModule(module).find(({ name }) => name === "AccessManifest")!;
  const fields = new Map<string, unknown[]>();
  add(checker.getDeclaredTypeOfSymbol(manifest), "");
  return fields;

  function add(type: ts.Type, path: string): void {
    if (type.isUnion()) return type.types.forEach((each) => add(each, path));
    if (type.flags & ts.TypeFlags.Undefined) return;
    const known = fields.get(path) ?? [];
    if (type.isLiteral()) return void fields.set(path, [...known, type.value]);
    if (!(type.flags & ts.TypeFlags.Object)) return void fields.set(path, known);
    if (checker.isArrayType(type) || checker.isTupleType(type))
      return checker.getTypeArguments(type as ts.TypeReference).forEach((each) => add(each, `${path}[]`));
    const anyKey = type.getStringIndexType();
    if (anyKey) return add(anyKey, `${path}.*`);
    for (const property of type.getProperties()) {
      const name = path ? `${path}.${property.name}` : property.name;
      add(checker.getTypeOfSymbol(property), name);
    }
  }
}
