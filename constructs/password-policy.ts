import { PasswordPolicy as VaultPasswordPolicy } from "@cdktf/provider-vault/lib/password-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { passwordPolicyText, passwordProblems } from "../policies/password-policy";
import { claim } from "./private/claim";
import { describe } from "./private/describe";
import { vaultNameProblems } from "./private/vault-name";
import { written } from "./private/written";
import { addProblems } from "./private/validation";

export interface PasswordPolicyProps {
  /** Its name in Vault. @default - the construct's id */
  readonly policyName?: string;
  /** Characters of each password. @default 32 */
  readonly length?: number;
  /** Sets of characters, of each of which a password has at least one. @default - a-z, A-Z and 0-9 */
  readonly charsets?: readonly string[];
}

const LETTERS_AND_DIGITS = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"];

/**
 * How Vault makes the passwords of a connection's leased roles. Writes `sys/policies/password/<name>`, for which
 * the provider's token needs read, update and delete.
 *
 * @see Vault documentation, "Password policies",
 * https://developer.hashicorp.com/vault/docs/concepts/password-policies
 *
 * @example
 * new PasswordPolicy(stack, "database-passwords", { length: 40 });
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
      ...passwordProblems({ length: this.length, charsets }).map((each) => ({
        rule: "password-policy",
        ...each,
      })),
    ]);
  }
}
