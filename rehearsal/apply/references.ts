import { referencesIn } from "../../constructs/guardrails/rendered/expressions";
import { entries } from "../../constructs/guardrails/rendered/resources";
import type { PlannedArguments } from "../stack/planned-arguments";

/** Arguments that Terraform keeps nowhere: only they may hold what is ephemeral. */
export const WRITE_ONLY = ["password_wo", "token_reviewer_jwt_wo"];

/** What is wrong with what a value refers to. */
export function referenceProblems(value: unknown, planned: PlannedArguments): string[] {
  return referencesIn(value).flatMap(({ text, reference }) => {
    if (!reference || reference.kind === "other") return [`expression "${text}" is not known`];
    return planned.has(reference) ? [] : [`"${text}" refers to nothing in the stack`];
  });
}

/** What Terraform forgets when it ends can't be kept in an argument. */
export function ephemeralProblems(value: unknown, planned: PlannedArguments, argument = ""): string[] {
  if (WRITE_ONLY.includes(argument)) return [];
  if (typeof value !== "string") {
    return entries(value).flatMap(([name, each]) =>
      ephemeralProblems(each, planned, Array.isArray(value) ? argument : name),
    );
  }
  return referencesIn(value)
    .filter(({ reference }) => reference && planned.isEphemeral(reference))
    .map(({ text }) => `argument "${argument}" can't keep "${text}", which is ephemeral`);
}
