import type { IConstruct } from "constructs";
import { StackDescription } from "./stack-description";

/** Adds a file that synthesis writes next to the stack's `cdk.tf.json`. */
export function addFile(construct: IConstruct, name: string | (() => string), text: () => string): void {
  StackDescription.of(construct).files.push({ name: typeof name === "string" ? () => name : name, text });
}
