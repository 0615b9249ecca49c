import { Token } from "cdktf";
import { expressionProblems } from "./expression-problems";
import { repeatedIn } from "./repeated";
import type { Problem } from "./validation";

export type { Problem } from "./validation";

/** What is wrong with a text that has a form. Unresolved tokens are Vault's to compare. */
export function wordProblems(
  rule: string,
  prop: string,
  text: string,
  form: RegExp,
  example: string,
): Problem[] {
  // Wildcards, and claims without a value, are reported with the claim.
  if (Token.isUnresolved(text) || form.test(text) || text.includes("*")) return [];
  return [{ rule, message: `${prop} is "${text}"`, fix: `write it like this: ${example}` }];
}

/** What is wrong with the name of a branch or tag. */
export function branchProblems(what: "branch" | "tag", name: string): Problem[] {
  if (Token.isUnresolved(name) || !name.startsWith("refs/")) return [];
  const message = `${what} "${name}" is a whole ref`;
  return [
    { rule: "jwt-ref", message, fix: `write the ${what}'s name: ${name.split("/").slice(2).join("/")}` },
  ];
}

/** What starts a job, and is none of what only whoever may write brings about. @param instead what to use for others */
export function choiceProblems(
  prop: string,
  chosen: readonly string[],
  known: readonly string[],
  instead: string,
): Problem[] {
  return chosen
    .filter((each) => !Token.isUnresolved(each) && !known.includes(each))
    .map((each) => ({
      rule: "jwt-event",
      message: `${prop} names "${each}", by which somebody gets in who may not write`,
      fix: `use ${known.join(", ")}; or ${instead}`,
    }));
}

/** What is wrong with the values of claims. */
export function claimProblems(claims: Readonly<Record<string, readonly string[]>>): Problem[] {
  return Object.entries(claims).flatMap(([claim, values]) => [
    ...(values.length ? [] : [noValue(claim)]),
    ...repeatedIn(values).map((value) => repeated(claim, value)),
    ...values.flatMap((value) => valueProblems(claim, value)),
  ]);
}

function noValue(claim: string): Problem {
  const message = `claim ${claim} may have no value, so nobody can log in`;
  return { rule: "jwt-claim", message, fix: "name at least one" };
}

function repeated(claim: string, value: string): Problem {
  return { rule: "jwt-claim", message: `"${value}" is in claim ${claim} twice`, fix: "name each once" };
}

function valueProblems(claim: string, value: string): Problem[] {
  if (Token.isUnresolved(value)) return [];
  const rule = "jwt-claim";
  if (!value.trim() || value !== value.trim()) {
    const message = `claim ${claim} is "${value}", which begins or ends with a space or is empty`;
    return [{ rule, message, fix: "write the value as the token has it" }];
  }
  if (value.includes(",")) {
    const message = `claim ${claim} is "${value}", of which Terraform's provider makes several values`;
    return [{ rule, message, fix: "use a value without a comma" }];
  }
  if (value.includes("*")) {
    const message = `claim ${claim} is "${value}", and Vault compares claims in full here, so nobody can log in`;
    return [{ rule: "jwt-wildcard", message, fix: "name each in full, by a workload of its own" }];
  }
  return expressionProblems(`claim ${claim}`, value);
}
