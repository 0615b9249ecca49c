import { Token } from "cdktf";
import { expressionProblems } from "./expression-problems";
import { repeatedIn } from "./repeated";
import type { Problem } from "./validation";

/** What is wrong with the service accounts of a workload. Wildcards are a guardrail's, unresolved tokens Vault's. */
export function kubernetesWorkloadProblems(props: {
  readonly serviceAccounts: readonly string[];
  readonly namespaces: readonly string[];
  readonly audience: string;
}): Problem[] {
  return [
    ...listProblems("serviceAccounts", props.serviceAccounts, 253),
    ...listProblems("namespaces", props.namespaces, 63),
    ...audienceProblems(props.audience),
  ];
}

function audienceProblems(audience: string): Problem[] {
  if (audience.trim()) return expressionProblems("audience", audience);
  const message = "the audience is empty, so a token for any audience logs in";
  const fix = "name the audience that tokens for Vault have: vault";
  return [{ rule: "audience", message, fix, guardrail: "kubernetes-audience" }];
}

function listProblems(name: string, list: readonly string[], longest: number): Problem[] {
  if (Token.isUnresolved(list)) return [];
  const rule = "service-account";
  if (!list.length)
    return [{ rule, message: `${name} is empty, so nobody can log in`, fix: "name at least one" }];
  return [
    ...list
      .filter((entry) => !Token.isUnresolved(entry) && !isName(entry, longest))
      .map((entry) => ({
        rule,
        message: `"${entry}" in ${name} is not a Kubernetes name`,
        fix: `use lower-case letters, digits and dashes, ${longest} at most`,
      })),
    ...repeatedIn(list).map((entry) => ({
      rule,
      message: `"${entry}" is in ${name} twice`,
      fix: "name each once",
    })),
  ];
}

/** Whether it can be a name, or a pattern of names. */
function isName(name: string, longest: number): boolean {
  return name.length <= longest && /^[a-z0-9*]([a-z0-9.*-]*[a-z0-9*])?$/.test(name);
}
