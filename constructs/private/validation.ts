import type { IConstruct } from "constructs";
import { type Problem, StackDescription } from "./stack-description";

export type { Problem } from "./stack-description";

/** Lets a construct report what is wrong with it. Called once, at synthesis, when the stack is complete. */
export function addProblems(construct: IConstruct, problems: () => readonly Problem[]): void {
  StackDescription.of(construct).problems.push({ construct, problems });
}
