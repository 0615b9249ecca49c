import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";

/** Files that Terraform reads, whatever else they are called, and files that only synthesis writes. */
const HAVE_A_MEANING =
  /\.(?:tf|tofu)(?:\.json)?$|^terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$|\.(?:policy|agent)\.json$|\.dba\.sql$/;

/**
 * Reads the files that synthesis wrote next to a stack.
 *
 * @param names those that `access.json` names
 * @returns their texts by name
 * @throws RehearsalError when one is missing, or one is there that nobody described but somebody would use
 */
export function readStackFiles(directory: string, names: readonly string[]): Map<string, string> {
  const missing = names.filter((name) => !existsSync(join(directory, name)));
  const known = ["cdk.tf.json", ...names];
  const others = readdirSync(directory).filter((name) => HAVE_A_MEANING.test(name) && !known.includes(name));
  const problems = [
    ...missing.map((name) => `"${name}" is not there, though access.json names it`),
    ...others.map((name) => `"${name}" is there, though access.json doesn't name it`),
  ];
  if (problems.length)
    throw new RehearsalError(
      `"${directory}" does not hold what was synthesized:\n${problems.map((line) => `  ${line}`).join("\n")}`,
      "Synthesize it again, and describe in the app what was added by hand: npm run synth",
    );
  return new Map(names.map((name) => [name, readFileSync(join(directory, name), "utf8")]));
}
