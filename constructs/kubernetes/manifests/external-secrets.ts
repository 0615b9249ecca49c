import type {
  ExternalSecretDescription,
  ExternalSecretsDescription,
} from "../../access/external-secrets-description";
import type { KubernetesClient } from "./kubernetes-client";
import type { Manifest } from "./manifest";
import { secretTemplates } from "./secret-templates";

const GENERATOR = { apiVersion: "generators.external-secrets.io/v1alpha1", kind: "VaultDynamicSecret" };

/** What the External Secrets Operator is told, in each namespace of a workload. */
export function externalSecretsManifests(
  client: KubernetesClient,
  operator: ExternalSecretsDescription,
): Manifest[] {
  return client.login.namespaces.flatMap((namespace) =>
    operator.secrets.flatMap((secret) => [
      generator(client, namespace, operator, secret),
      externalSecret(namespace, secret),
    ]),
  );
}

function generator(
  { name: role, login: { path: mountPath, audience } }: KubernetesClient,
  namespace: string,
  { vaultAddress, vaultCaSecret, serviceAccount }: ExternalSecretsDescription,
  { name, credential }: ExternalSecretDescription,
): Manifest {
  const serviceAccountRef = { name: serviceAccount, audiences: [audience] };
  return {
    ...GENERATOR,
    metadata: { name, namespace },
    spec: {
      path: credential,
      provider: {
        server: vaultAddress,
        ...(vaultCaSecret && { caProvider: { type: "Secret", name: vaultCaSecret, key: "ca.crt" } }),
        auth: { kubernetes: { mountPath, role, serviceAccountRef } },
      },
    },
  };
}

function externalSecret(namespace: string, secret: ExternalSecretDescription): Manifest {
  const { name, refreshInterval } = secret;
  return {
    apiVersion: "external-secrets.io/v1",
    kind: "ExternalSecret",
    metadata: { name, namespace },
    spec: {
      refreshPolicy: "Periodic",
      refreshInterval: inGo(refreshInterval),
      dataFrom: [{ sourceRef: { generatorRef: { ...GENERATOR, name } } }],
      target: {
        name,
        creationPolicy: "Owner",
        // Without an answer, the credential that is there is still the best one.
        deletionPolicy: "Retain",
        template: {
          engineVersion: "v2",
          data: secretTemplates(secret, { user: ".username", password: ".password" }),
        },
      },
    },
  };
}

/** Seconds as Go writes a duration: `25m0s`. */
function inGo(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return `${hours ? `${hours}h` : ""}${seconds >= 60 ? `${minutes}m` : ""}${seconds % 60}s`;
}
