import { PasswordPolicy } from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "PasswordPolicy",
  file: "password-policy.ts",
  props: [["PasswordPolicyProps", "password-policy.ts"]],
  example(stack) {
    new PasswordPolicy(stack, "database-passwords", { length: 40 });
    // Then: engine.addPostgresConnection("appdb", { passwordPolicy, … })
  },
};
