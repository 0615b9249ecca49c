import type { WorkloadDescription } from "../../access/access-manifest";
import { externalSecretsManifests } from "./external-secrets";
import { injectorManifests } from "./injector";
import type { KubernetesClient } from "./kubernetes-client";
import { helmValues } from "./helm-values";
import { vaultSecretsOperatorManifests } from "./vault-secrets-operator";

/** What is applied to a cluster, or what a chart is installed with, by the name of its file. */
export interface ManifestFile {
  readonly name: string;
  text(): string;
}

/** The files of a workload, for the operators that give its pods their credentials. */
export function manifestFilesOf(workload: WorkloadDescription): ManifestFile[] {
  const { login, injector, vaultSecretsOperator, clientCache, externalSecrets } = workload;
  if (login.method !== "kubernetes") return [];
  const client = { ...workload, login };
  const file = <Operator extends { readonly file: string }>(
    operator: Operator | undefined,
    documents: (client: KubernetesClient, operator: Operator) => readonly object[],
  ): ManifestFile[] =>
    operator ? [{ name: operator.file, text: () => yaml(documents(client, operator)) }] : [];
  return [
    ...file(injector, injectorManifests),
    ...file(vaultSecretsOperator, vaultSecretsOperatorManifests),
    ...file(clientCache, (client, operator) => [helmValues(client, operator)]),
    ...file(externalSecrets, externalSecretsManifests),
  ];
}

/** Loaded where there is something to write. */
function yaml(documents: readonly object[]): string {
  return (require("./yaml") as typeof import("./yaml")).yamlOf(documents);
}
