import { addressProblems } from "../../credential/address-problems";
import { grantProblems } from "../../credential/grant-problems";
import { variableProblems } from "../../credential/variable-problems";
import { libpqVariables } from "../../credential/libpq-variables";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import type { OperatorProps, OperatorScope } from "../operator-props";
import type { SecretProps } from "../secret-props";
import { kubernetesNameProblems } from "./kubernetes-name";

/** Secrets, and what an operator needs to write them. */
interface OperatorSecrets extends Pick<OperatorProps, "vaultCaSecret"> {
  readonly secrets: readonly SecretProps[];
}

/** What is wrong with Secrets that an operator writes. */
export function secretProblems({ workload }: OperatorScope, props: OperatorSecrets): Problem[] {
  const { secrets, vaultCaSecret } = props;
  const names = secrets.map(({ name }) => name);
  return [
    ...(secrets.length ? [] : [nothing]),
    ...secrets.flatMap((secret) => [
      ...kubernetesNameProblems("Secret", secret.name),
      ...addressProblems(secret),
      ...variableProblems(secret.variables ?? libpqVariables(secret), secret),
    ]),
    ...repeatedIn(names).map((name) => ({
      rule: "secret-name",
      message: `Secret "${name}" is written twice, so that one overwrites the other`,
      fix: "give each its own name",
    })),
    ...names
      .filter((name) => name === vaultCaSecret)
      .map((name) => ({
        rule: "secret-name",
        message: `Secret "${name}" is to hold a credential, and the CA of Vault's certificate as vaultCaSecret`,
        fix: "give the credential another Secret",
      })),
    ...grantProblems(workload, [...new Set(secrets.map(({ role }) => role))]),
  ];
}

const nothing: Problem = {
  rule: "operator-secrets",
  message: "it has no Secret to write",
  fix: "name a role and a Secret in secrets",
};
