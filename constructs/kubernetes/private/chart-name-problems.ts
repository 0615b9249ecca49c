import type { Problem } from "../../private/validation";

/** What YAML reads as a number or a switch where it isn't quoted. */
const NO_TEXT =
  /^(y|yes|n|no|true|false|on|off|null|[0-9_.]+|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|[0-9_.]+e[-+]?[0-9_]+)$/i;

/** What is wrong with names that the operator's chart writes into an object without quotes. */
export function chartNameProblems(names: readonly string[]): Problem[] {
  return [...new Set(names)]
    .filter((name) => NO_TEXT.test(name))
    .map((name) => ({
      rule: "chart-name",
      message: `"${name}" is a number or a switch in what the operator's chart writes, and not a name`,
      fix: "give it a name that has other letters in it",
    }));
}
