import type { WorkloadDescription } from "../../access/access-manifest";
import type { KubernetesClient } from "./kubernetes-client";
import type { Manifest } from "./manifest";
import { vaultSecretsOperatorManifests } from "./vault-secrets-operator";

/** What is applied to a cluster, by the name of its file. */
export interface ManifestFile {
  readonly name: string;
  text(): string;
}

/** The files of a workload, for the operators that give its pods their credentials. */
export function manifestFilesOf(workload: WorkloadDescription): ManifestFile[] {
  const { login, vaultSecretsOperator } = workload;
  if (login.method !== "kubernetes") return [];
  const client = { ...workload, login };
  const file = <Operator extends { readonly file: string }>(
    operator: Operator | undefined,
    manifests: (client: KubernetesClient, operator: Operator) => readonly Manifest[],
  ): ManifestFile[] =>
    operator ? [{ name: operator.file, text: () => yaml(manifests(client, operator)) }] : [];
  return [...file(vaultSecretsOperator, vaultSecretsOperatorManifests)];
}

/** Loaded where there is something to write. */
function yaml(manifests: readonly Manifest[]): string {
  return (require("./yaml") as typeof import("./yaml")).yamlOf(manifests);
}
