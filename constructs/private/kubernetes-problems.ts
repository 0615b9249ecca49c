import { Token } from "cdktf";
import type { KubernetesWorkloadProps } from "../kubernetes-auth";
import type { Problem } from "./validation";

/** What is wrong with the service accounts of a workload. Wildcards are a guardrail's, unresolved tokens Vault's. */
export function kubernetesWorkloadProblems(props: KubernetesWorkloadProps): Problem[] {
  return [
    ...listProblems("serviceAccounts", props.serviceAccounts),
    ...listProblems("namespaces", props.namespaces),
    ...(props.audience.trim()
      ? []
      : [
          problem(
            "audience",
            "the audience is empty, so a token made for anything logs in",
            "name Vault's audience: vault",
          ),
        ]),
  ];
}

function listProblems(name: string, list: readonly string[]): Problem[] {
  if (Token.isUnresolved(list)) return [];
  if (!list.length)
    return [problem("service-account", `${name} is empty, so nobody can log in`, "name at least one")];
  return list
    .filter((entry) => !Token.isUnresolved(entry) && !/^[a-z0-9*]([a-z0-9.*-]*[a-z0-9*])?$/.test(entry))
    .map((entry) =>
      problem(
        "service-account",
        `${name} has "${entry}"`,
        "use Kubernetes names: lower-case letters, digits and dashes",
      ),
    );
}

function problem(rule: string, message: string, fix: string): Problem {
  return { rule, message, fix };
}
