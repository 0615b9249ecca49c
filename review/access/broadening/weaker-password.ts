import type { AccessManifest, PasswordPolicyDescription } from "../../../constructs/access/access-manifest";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { type CredentialDescription, credentialsOf } from "../credential";
import { kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const weakerPassword: BroadeningRule = {
  id: "weaker-password",
  what: "A password is easier to guess",
  why: "Whoever guesses it logs in without Vault.",
  gains: (before, after) =>
    kept(credentialsOf(before), credentialsOf(after), ({ path }) => path)
      .map(({ was, is }) => ({ is, old: policyOf(was, before), next: policyOf(is, after) }))
      .filter(({ old, next }) => bitsOf(next) < bitsOf(old))
      .map(({ is, old, next }) => ({
        who: `whoever reads ${is.path}`,
        what: inWords(next),
        was: inWords(old),
        on: databaseName(is.database),
        credential: is.path,
      })),
};

type PasswordRules = Pick<PasswordPolicyDescription, "length" | "charsets">;

/** As Vault makes them by itself: letters of either case, digits and a hyphen. */
const OF_VAULT: PasswordRules = {
  length: 20,
  charsets: ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "-"],
};

function policyOf(
  { passwordPolicy }: CredentialDescription,
  { passwordPolicies }: AccessManifest,
): PasswordRules | undefined {
  return passwordPolicy === undefined
    ? OF_VAULT
    : passwordPolicies.find(({ name }) => name === passwordPolicy);
}

/** A policy that isn't described may make any. */
function bitsOf(rules: PasswordRules | undefined): number {
  if (!rules) return 0;
  return rules.length * Math.log2(Math.max(new Set(rules.charsets.join("")).size, 1));
}

function inWords(rules: PasswordRules | undefined): string {
  if (!rules) return "passwords by a policy that isn't described";
  return `passwords of ${rules.length} characters, of ${rules.charsets.join(" and ")}`;
}
