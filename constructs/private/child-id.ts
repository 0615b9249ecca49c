import { Token } from "cdktf";
import type { Construct } from "constructs";

/**
 * The id for a child that users name. Where the construct has one by that name, the kind goes before it. A second one of
 * the same kind and name gets a number, so that its claim can say what is wrong.
 */
export function childId(scope: Construct, kind: string, name: string): string {
  const known = Token.isUnresolved(name) ? "" : name;
  if (known && !scope.node.tryFindChild(known)) return known;
  const id = `${kind}-${known}`;
  return scope.node.tryFindChild(id) ? `${id}#${scope.node.children.length}` : id;
}
