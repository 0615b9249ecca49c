import type { OperatorDescription } from "../../access/kubernetes-description";
import type { KubernetesClient } from "./kubernetes-client";

/**
 * What the Vault Secrets Operator's chart has to be installed with, so that its client cache outlives it. Its connection is
 * the chart's default one, which is in the namespace of the operator.
 */
export function helmValues(
  { name, login, encrypts = [] }: KubernetesClient,
  { vaultAddress, vaultCaSecret, serviceAccount }: OperatorDescription,
): object {
  const [key] = encrypts;
  return {
    defaultVaultConnection: {
      enabled: true,
      address: vaultAddress,
      ...(vaultCaSecret && { caCertSecret: vaultCaSecret }),
    },
    controller: {
      manager: {
        clientCache: {
          persistenceModel: "direct-encrypted",
          storageEncryption: {
            enabled: true,
            vaultConnectionRef: "default",
            transitMount: key?.engine,
            keyName: key?.name,
            method: "kubernetes",
            mount: login.path,
            kubernetes: { role: name, serviceAccount, tokenAudiences: [login.audience] },
          },
        },
      },
    },
  };
}
