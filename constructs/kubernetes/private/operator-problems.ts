import { Token } from "cdktf";
import { vaultAddressProblems } from "../../credential/vault-address-problems";
import { isApiServerAudience } from "../../access/api-server-audience";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";
import type { OperatorProps, OperatorScope } from "../operator-props";
import { kubernetesNameProblems } from "./kubernetes-name";

/** What is wrong with how an operator logs in to Vault. */
export function operatorProblems(scope: OperatorScope, props: OperatorProps): Problem[] {
  const { vaultAddress, vaultCaSecret } = props;
  return [
    ...vaultAddressProblems(vaultAddress),
    ...(vaultCaSecret === undefined ? [] : kubernetesNameProblems("Secret", vaultCaSecret)),
    ...serviceAccountProblems(scope, props),
  ];
}

/** What is wrong with a workload for which something is written into a cluster. */
export function operatedWorkloadProblems(scope: OperatorScope): Problem[] {
  const { serviceAccounts, namespaces, audience } = scope.login;
  return [
    ...unknownProblems("name of a service account", serviceAccounts),
    ...unknownProblems("name of a namespace", namespaces),
    ...unknownProblems("audience", [audience]),
    ...wildcardProblems("serviceAccounts", serviceAccounts),
    ...wildcardProblems("namespaces", namespaces),
    ...audienceProblems(scope),
  ];
}

function serviceAccountProblems({ login }: OperatorScope, { serviceAccount }: OperatorProps): Problem[] {
  const { serviceAccounts } = login;
  const rule = "operator-service-account";
  if (serviceAccount === undefined) {
    if (serviceAccounts.length < 2) return [];
    const message = `it has ${serviceAccounts.length} service accounts, and nothing says by which it logs in`;
    return [{ rule, message, fix: `name it as serviceAccount: ${serviceAccounts.join(", ")}` }];
  }
  if (serviceAccounts.includes(serviceAccount)) return [];
  const message = `service account "${serviceAccount}" may not log in as this workload`;
  return [{ rule, message, fix: `use one of its serviceAccounts: ${serviceAccounts.join(", ")}` }];
}

function unknownProblems(what: string, texts: readonly string[]): Problem[] {
  return texts.some((text) => Token.isUnresolved(text)) ? [unknownText("operator-text", what)] : [];
}

function wildcardProblems(prop: string, names: readonly string[]): Problem[] {
  if (!names.some((name) => !Token.isUnresolved(name) && name.includes("*"))) return [];
  const message = `${prop} has a wildcard, for which nothing can be written into a cluster`;
  return [
    {
      rule: "operator-wildcard",
      message,
      fix: "name each of them",
      guardrail: "no-wildcard-service-accounts",
    },
  ];
}

/** With the token of whoever logs in as reviewer, it has to be for the API server, too. */
function audienceProblems({ cluster, login: { audience } }: OperatorScope): Problem[] {
  if (cluster?.reviewer !== "client-jwt" || Token.isUnresolved(audience)) return [];
  if (isApiServerAudience(audience)) return [];
  return [
    {
      rule: "operator-audience",
      message: `a token for audience "${audience}" can't review itself, so that every login fails`,
      fix: "use TokenReviewer.vaultServiceAccount() where Vault runs in the cluster, TokenReviewer.fromVariable(variable) elsewhere, or the API server's own audience: https://kubernetes.default.svc",
      guardrail: "kubernetes-reviewer-audience",
    },
  ];
}
