import type { TerraformStack } from "cdktf";
import { StackDescription } from "../../constructs/private/stack-description";
import type { VaultCommands } from "./vault-commands";

/** What applies the manifests of an example to a cluster, and the manifests. The values of a chart are none. */
export function manifestCommands(stack: TerraformStack): VaultCommands {
  const files = StackDescription.of(stack).files.filter((file) =>
    /(?<!\.helm-values)\.yaml$/.test(file.name()),
  );
  return {
    heading: "What the cluster is told",
    commands: files.map((file) => `kubectl apply --server-side --filename ${file.name()}`),
    files: new Map(files.map((file) => [file.name(), file.text()])),
  };
}
