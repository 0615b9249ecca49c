import type { Construct } from "constructs";
import { addProblems } from "./validation";

const namesOf = new WeakMap<Construct, Set<string>>();

/**
 * The id for a child that users name. A second one of the same kind and name is reported instead of thrown at; where
 * the construct has a child of its own by that name, the kind goes before it.
 */
export function childId(scope: Construct, kind: string, name: string): string {
  const names = namesOf.get(scope) ?? new Set<string>();
  namesOf.set(scope, names);
  const isSecond = names.has(`${kind} ${name}`);
  names.add(`${kind} ${name}`);
  // An empty name is reported by the child itself.
  if (isSecond && name) {
    addProblems(scope, () => [
      {
        rule: "duplicate-name",
        message: `${kind} "${name}" is added twice`,
        fix: "give each its own name, or keep the one",
      },
    ]);
  }
  if (name && !scope.node.tryFindChild(name)) return name;
  const id = `${kind}-${name}`;
  return scope.node.tryFindChild(id) ? `${id}#${scope.node.children.length}` : id;
}
