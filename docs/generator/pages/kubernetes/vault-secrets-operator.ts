import { KubernetesAuth, TransitSecretsEngine } from "../../../../constructs";
import { chartCommands } from "../../chart-commands";
import type { Page } from "../../page";

export const page: Page = {
  title: "VaultSecretsOperator",
  file: "kubernetes/vault-secrets-operator.ts",
  props: [["InstalledOperatorProps", "kubernetes/vault-secrets-operator.ts"]],
  choices: [["VaultSecretsOperator", "kubernetes/vault-secrets-operator.ts"]],
  without: /^postgresql_/,
  commands: chartCommands,
  example(stack) {
    const transit = new TransitSecretsEngine(stack, "transit");
    const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
    kubernetes.addVaultSecretsOperator({
      namespace: "vault-secrets-operator",
      audience: "vault",
      vaultAddress: "https://vault.internal:8200",
      vaultCaSecret: "vault-ca",
      transit,
    });
  },
};
