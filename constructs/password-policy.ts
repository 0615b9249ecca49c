import { PasswordPolicy as VaultPasswordPolicy } from "@cdktf/provider-vault/lib/password-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { passwordPolicyText } from "../policies/password-policy";
import { claim } from "./private/claim";
import { describe } from "./private/describe";
import { vaultNameProblems } from "./private/vault-name";
import { written } from "./private/written";
import { addProblems, type Problem } from "./private/validation";

export interface PasswordPolicyProps {
  /** Its name in Vault. @default - the construct's id */
  readonly policyName?: string;
  /** Characters of each password. @default 32 */
  readonly length?: number;
  /** Sets of characters, of each of which a password has at least one. @default - a-z, A-Z and 0-9 */
  readonly charsets?: readonly string[];
}

const LETTERS_AND_DIGITS = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"];
const SHORTEST = 20;
/** As many as Vault's own passwords have at least. */
const LEAST_BITS = 100;

/**
 * How Vault makes the passwords of a connection's leased roles. Writes `sys/policies/password/<name>`, for which
 * the provider's token needs create, read, update and delete.
 *
 * @see Vault documentation, "Password policies"
 */
export class PasswordPolicy extends Construct {
  readonly policyName: string;
  /** Characters of each password. */
  readonly length: number;
  /** What a role waits for. */
  readonly resource: ITerraformDependable;

  constructor(scope: Construct, id: string, props: PasswordPolicyProps = {}) {
    super(scope, id);
    this.policyName = props.policyName ?? id;
    claim(this, "Vault password policy", this.policyName);
    this.length = props.length ?? 32;
    const charsets = props.charsets ?? LETTERS_AND_DIGITS;
    this.resource = written(
      new VaultPasswordPolicy(this, "Resource", {
        name: this.policyName,
        policy: passwordPolicyText({ length: this.length, charsets }),
      }),
    );
    describe(this, "passwordPolicies", () => ({
      name: this.policyName,
      length: this.length,
      charsets: [...charsets],
    }));
    addProblems(this, () => [
      ...vaultNameProblems("password policy", this.policyName),
      ...strengthProblems(this.length, charsets),
    ]);
  }
}

function strengthProblems(length: number, charsets: readonly string[]): Problem[] {
  const rule = "password-policy";
  const problems: Problem[] = [];
  if (!Number.isInteger(length) || length < SHORTEST || length > 100) {
    problems.push({
      rule,
      message: `a length of ${length} is out of bounds`,
      fix: `use ${SHORTEST} to 100 characters`,
    });
  }
  const characters = new Set(charsets.join("")).size;
  const bits = Math.floor(length * Math.log2(Math.max(characters, 1)));
  const isEmpty = !charsets.length || charsets.some((charset) => !charset);
  if (length >= SHORTEST && bits < LEAST_BITS && !isEmpty) {
    const message = `a password of ${length} characters, chosen from ${characters}, has ${bits} bits`;
    problems.push({ rule, message, fix: `use more characters, for ${LEAST_BITS} bits or more` });
  }
  if (isEmpty) {
    problems.push({
      rule,
      message: "a set of characters is empty",
      fix: "list the characters, or leave charsets out",
    });
  }
  if (charsets.length > length) {
    const message = `${charsets.length} sets of characters don't fit into a password of ${length}`;
    problems.push({ rule, message, fix: "use fewer sets, or a longer password" });
  }
  const [escaped] = /[^\x21-\x7e]|['"\\{}$%]/.exec(charsets.join("")) ?? [];
  if (escaped) {
    const fix =
      "leave out spaces, quotes, backslashes, braces, $, % and everything outside ASCII: passwords go through URLs and SQL";
    problems.push({ rule, message: `the character ${escaped} needs escaping`, fix });
  }
  return problems;
}
