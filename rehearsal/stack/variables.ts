import { randomBytes } from "node:crypto";
import { RehearsalError } from "../../clients/could-not-tell";
import type { SynthesizedStack } from "./synthesized-stack";

/** A value for each of the stack's variables: its default, or one made up. */
export function variableValues(stack: SynthesizedStack): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(stack.variables).map(([name, variable]) => {
      if (variable.default !== undefined) return [name, variable.default];
      if ((variable.type ?? "string") === "string") return [name, randomBytes(20).toString("hex")];
      const problem = `Variable "${name}" of stack "${stack.name}" is a ${variable.type}, for which no value can be made up.`;
      throw new RehearsalError(problem, "Give it a default, or make it a string.");
    }),
  );
}
