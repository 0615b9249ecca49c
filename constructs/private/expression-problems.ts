import { Token } from "cdktf";
import type { Problem } from "./validation";

/** What is wrong with a text in which Terraform would find an expression. A token is meant to be one. */
export function expressionProblems(what: string, text: string): Problem[] {
  const [found] = Token.isUnresolved(text) ? [] : (/[$%]\{/.exec(text) ?? []);
  if (!found) return [];
  const message = `the ${what} "${text}" has ${found} in it, and Terraform evaluates what follows`;
  const fix = `leave ${found} out; pass what a variable holds as its stringValue`;
  return [{ rule: "terraform-expression", message, fix }];
}
