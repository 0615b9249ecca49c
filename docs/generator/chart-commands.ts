import type { TerraformStack } from "cdktf";
import { RenderedStack } from "../../constructs/guardrails/rendered/rendered-stack";
import { StackDescription } from "../../constructs/private/stack-description";
import { type VaultCommands, vaultCommands } from "./vault-commands";

/** What makes an example's resources in Vault and installs its operator, with the values of the chart. */
export function chartCommands(stack: TerraformStack): VaultCommands {
  const { commands, files } = vaultCommands(
    RenderedStack.of(stack),
    /^vault_(auth_backend|kubernetes_auth_backend_config)/,
  );
  const values = StackDescription.of(stack).files.filter((file) => file.name().endsWith(".helm-values.yaml"));
  return {
    heading: "The same by the command lines of Vault and Helm",
    commands: [...commands, ...values.map((file) => install(file.name()))],
    files: new Map([...files, ...values.map((file): [string, string] => [file.name(), file.text()])]),
  };
}

function install(values: string): string {
  return [
    "helm upgrade --install vault-secrets-operator vault-secrets-operator",
    "--repo https://helm.releases.hashicorp.com --version 1.4.1",
    "--namespace vault-secrets-operator --create-namespace",
    `--values ${values}`,
  ].join(" \\\n  ");
}
