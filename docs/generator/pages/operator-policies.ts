import { DatabaseSecretsEngine, OperatorPolicies } from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "OperatorPolicies",
  file: "operator-policies.ts",
  props: [],
  choices: [["OperatorPolicies", "operator-policies.ts"]],
  commands(stack) {
    const { deployer, plan, loginMaterial, drain } = OperatorPolicies.of(stack);
    return {
      commands: [
        "vault policy write vault-database-deployer deployer.policy.json",
        "vault policy write vault-database-plan plan.policy.json",
        "vault policy write vault-database-login-material login-material.policy.json",
        "vault policy write vault-database-drain drain.policy.json",
      ],
      files: new Map([
        ["deployer.policy.json", deployer.toJson()],
        ["plan.policy.json", plan.toJson()],
        ["login-material.policy.json", loginMaterial.toJson()],
        ["drain.policy.json", drain.toJson()],
      ]),
    };
  },
  example(stack) {
    new DatabaseSecretsEngine(stack, "database");
    OperatorPolicies.attach(stack);
  },
};
