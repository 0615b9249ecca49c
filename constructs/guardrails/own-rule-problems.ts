import type { Problem } from "../private/validation";
import { repeatedIn } from "../private/repeated";
import type { OwnRule } from "./own-rule";
import { secretShapes } from "./rendered/secret-shapes";
import { isRule } from "./rule-findings";

/** What is wrong with rules of one's own, before they are asked. */
export function ownRuleProblems(rules: readonly OwnRule[]): Problem[] {
  const repeated = repeatedIn(rules.map(({ id }) => id));
  return [
    ...rules.flatMap(textProblems),
    ...rules
      .filter(({ id }) => isRule(id))
      .map(({ id }) => problem(`there is a rule "${id}" in the library`, "give yours another name")),
    ...repeated.map((id) => problem(`there are two rules "${id}"`, "give each a name of its own")),
  ];
}

function textProblems({ id, what, fix }: OwnRule): Problem[] {
  const secrets = [...new Set([what, fix].flatMap((text) => secretShapes(`${text}`)))];
  return [
    ...(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)
      ? []
      : [
          problem(
            `"${id}" is not the name of a rule`,
            'write small letters and hyphens: "short-payroll-leases"',
          ),
        ]),
    ...([what, fix].every((text) => text?.trim())
      ? []
      : [
          problem(
            `rule "${id}" says nothing of what has to be so, or of what to write instead`,
            "say both, in a sentence each",
          ),
        ]),
    ...secrets.map((secret) =>
      problem(`the text of rule "${id}" holds ${secret}`, "leave it out, and replace it where it is used"),
    ),
  ];
}

function problem(message: string, fix: string): Problem {
  return { rule: "own-rule", message, fix };
}
