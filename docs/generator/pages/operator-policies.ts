import { DatabaseSecretsEngine, OperatorPolicies } from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "OperatorPolicies",
  file: "operator-policies.ts",
  props: [],
  example(stack) {
    new DatabaseSecretsEngine(stack, "database");
    OperatorPolicies.attach(stack);
  },
};
