import { Token } from "cdktf";
import type { Problem } from "../../private/validation";
import type { OperatorScope } from "../operator-props";
import type { Pods } from "../pods";
import type {
  VaultSecretsOperatorProps,
  VaultSecretsOperatorSecretProps,
} from "../vault-secrets-operator-props";
import { kubernetesNameProblems } from "./kubernetes-name";

/** What the operator can start again, of what makes pods. */
const RESTARTED: readonly Pods["kind"][] = ["Deployment", "StatefulSet", "DaemonSet"];

/** What is wrong with what the Vault Secrets Operator alone is told. */
export function vaultSecretsOperatorProblems(
  { workload, token }: OperatorScope,
  { secrets }: VaultSecretsOperatorProps,
): Problem[] {
  return [
    // Both objects by which it logs in are called like the workload.
    ...kubernetesNameProblems("VaultAuth", workload.workloadName),
    ...(token.period || !secrets.some(isLeased) ? [] : [boundedToken]),
    ...secrets.flatMap((secret) => [...renewalProblems(secret), ...restartProblems(secret)]),
  ];
}

function isLeased({ role }: VaultSecretsOperatorSecretProps): boolean {
  return role.defaultTtl !== undefined;
}

const boundedToken: Problem = {
  rule: "operator-token",
  message:
    "its token is bounded: each time one ends, its leases end with it, and every Secret gets another credential",
  fix: "use VaultToken.periodic(…)",
};

function renewalProblems(secret: VaultSecretsOperatorSecretProps): Problem[] {
  const { name, role, renewalPercent: percent } = secret;
  if (percent === undefined) return [];
  const rule = "renewal-percent";
  if (!isLeased(secret)) {
    const message = `Secret "${name}" has a renewalPercent, but ${role.path} is rotated by Vault and never renewed`;
    return [{ rule, message, fix: "leave renewalPercent out" }];
  }
  if (Number.isInteger(percent) && percent >= 0 && percent <= 90) return [];
  // A number that Terraform knows is a very large one until then.
  const value = Token.isUnresolved(percent) ? "a number that only Terraform knows" : percent;
  const message = `the renewalPercent of Secret "${name}" is ${value}`;
  return [{ rule, message, fix: "use a whole number from 0 to 90, or leave it out for 67" }];
}

function restartProblems({ name, restart = [] }: VaultSecretsOperatorSecretProps): Problem[] {
  return restart.flatMap((pods) => {
    if (RESTARTED.includes(pods.kind)) return kubernetesNameProblems(pods.kind, pods.name);
    const message = `Secret "${name}" is to start ${pods.kind} "${pods.name}" again, which the operator can't`;
    return [{ rule: "restart", message, fix: `name a ${RESTARTED.join(", a ")}, or leave it out` }];
  });
}
