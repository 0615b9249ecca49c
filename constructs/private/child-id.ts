import type { Construct } from "constructs";
import { addProblems } from "./validation";

/** The id for a child of that name; a second one of the same name is reported instead of thrown at. */
export function childId(scope: Construct, kind: string, name: string): string {
  if (name && !scope.node.tryFindChild(name)) return name;
  // An empty name is reported by the child itself.
  if (name) {
    addProblems(scope, () => [
      {
        rule: "duplicate-name",
        message: `${kind} "${name}" is added twice`,
        fix: "give each its own name, or keep the one",
      },
    ]);
  }
  return `${name}#${scope.node.children.length}`;
}
