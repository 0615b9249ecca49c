import { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { workedOnBy } from "./grants";
import type { Problem } from "./validation";

/** What is wrong with a workload that works on a stack: what it may has to be out of its own reach, and described before. */
export function otherStackProblems(
  workload: IConstruct & { readonly workloadName: string },
  stack: TerraformStack,
): Problem[] {
  if (!workedOnBy(stack).includes(TerraformStack.of(workload))) return [];
  const message = `workload "${workload.workloadName}" works on stack "${stack.node.id}", by which it could change what it may itself`;
  const fix = "make its auth method in a stack of its own, which somebody else applies";
  return [{ rule: "operated-stack", message, fix }];
}
