import { Token } from "cdktf";
import type { Problem } from "./validation";

/**
 * What is wrong with the expression of a secret. Its value is never shown.
 *
 * @param instead what else there is to write
 */
export function literalSecretProblems(
  rule: string,
  what: string,
  expression: string,
  instead: string,
): Problem[] {
  if (Token.isUnresolved(expression) || /^\$\{.+\}$/.test(expression)) return [];
  const message = `${what} is a literal, so it would be in the code`;
  const fix = `pass an expression such as \${ephemeral.….value}, or use ${instead}`;
  return [{ rule, message, fix, guardrail: "no-literal-password" }];
}
