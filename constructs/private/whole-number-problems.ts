import { Token } from "cdktf";
import type { Problem } from "./validation";

/** What is wrong with a number that is to be a whole one from 1 on. What only Terraform knows is the server's to check. */
export function wholeNumberProblems(rule: string, name: string, value: number, most: number): Problem[] {
  if (Token.isUnresolved(value) || isWholeNumber(value, most)) return [];
  const range = most === Number.MAX_SAFE_INTEGER ? "of 1 or more" : `from 1 to ${most}`;
  return [{ rule, message: `${name} is ${value}`, fix: `use a whole number ${range}` }];
}

export function isWholeNumber(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
