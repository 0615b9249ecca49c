import type { TerraformStack } from "cdktf";
import { PasswordPolicy, type PasswordPolicyProps } from "../../../constructs";
import type { BadInput } from "./bad-input";

const policy = (props: PasswordPolicyProps) => (stack: TerraformStack) =>
  new PasswordPolicy(stack, "passwords", props);

export const BAD_PASSWORD_POLICIES: readonly BadInput[] = [
  [
    "passwords of 8 characters",
    policy({ length: 8 }),
    "password-policy",
    "bad/passwords",
    "a length of 8 is out of bounds",
    "use 20 to 100 characters",
  ],
  [
    "an empty set of characters",
    policy({ charsets: [""] }),
    "password-policy",
    "bad/passwords",
    "a set of characters is empty",
    "list the characters, or leave charsets out",
  ],
  [
    "more sets of characters than characters",
    policy({ length: 20, charsets: [..."abcdefghijklmnopqrstuvwxyz0123456789"] }),
    "password-policy",
    "bad/passwords",
    "36 sets of characters don't fit into a password of 20",
    "use fewer sets, or a longer password",
  ],
  [
    "passwords of one character",
    policy({ charsets: ["a"] }),
    "password-policy",
    "bad/passwords",
    "a password of 32 characters, chosen from 1, has 0 bits",
    "use more characters, for 100 bits or more",
  ],
  [
    "characters that need escaping",
    policy({ charsets: ["abcdefghij'"] }),
    "password-policy",
    "bad/passwords",
    "the character ' needs escaping",
    "leave out spaces, quotes, backslashes, braces, $, % and everything outside ASCII: passwords go through URLs and SQL",
  ],
  [
    "a policy name with a slash",
    policy({ policyName: "team/passwords" }),
    "vault-name",
    "bad/passwords",
    'password policy "team/passwords" can\'t be part of a Vault path',
    "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore",
  ],
];
