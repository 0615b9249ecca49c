import { addressProblems } from "../../credential/address-problems";
import { grantProblems } from "../../credential/grant-problems";
import { variableProblems } from "../../credential/variable-problems";
import { LIBPQ_VARIABLES } from "../../credential/libpq-variables";
import type { Problem } from "../../private/validation";
import type { OperatorScope } from "../operator-props";
import type { SecretProps } from "../secret-props";
import { kubernetesNameProblems } from "./kubernetes-name";

/** What is wrong with Secrets that an operator writes. */
export function secretProblems({ workload }: OperatorScope, secrets: readonly SecretProps[]): Problem[] {
  const names = secrets.map(({ name }) => name);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...(secrets.length ? [] : [nothing]),
    ...secrets.flatMap((secret) => [
      ...kubernetesNameProblems("Secret", secret.name),
      ...addressProblems(secret),
      ...variableProblems(secret.variables ?? LIBPQ_VARIABLES, secret),
    ]),
    ...[...new Set(repeated)].map((name) => ({
      rule: "secret-name",
      message: `Secret "${name}" is written twice, so that one overwrites the other`,
      fix: "give each its own name",
    })),
    ...grantProblems(workload, [...new Set(secrets.map(({ role }) => role))]),
  ];
}

const nothing: Problem = {
  rule: "operator-secrets",
  message: "it has no Secret to write",
  fix: "name a role and a Secret in secrets",
};
