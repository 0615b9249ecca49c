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
    commands: files.map((file) => commandOf(file.name(), file.text())),
    files: new Map(files.map((file) => [file.name(), file.text()])),
  };
}

/** A patch that were applied by the server would take out what kubectl has applied before and is not in it. */
function commandOf(file: string, text: string): string {
  const [, kind, name, namespace] =
    /\nkind: (\w+)\nmetadata:\n {2}name: (\S+)\n {2}namespace: (\S+)\nspec:\n {2}(?:jobT|t)emplate:/.exec(
      text,
    ) ?? [];
  return kind
    ? `kubectl patch ${kind.toLowerCase()} ${name} --namespace ${namespace} --patch-file ${file}`
    : `kubectl apply --server-side --filename ${file}`;
}
