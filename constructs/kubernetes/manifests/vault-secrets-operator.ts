import type {
  VaultSecretsOperatorDescription,
  VaultSecretsOperatorSecretDescription,
} from "../../access/kubernetes-description";
import type { KubernetesClient } from "./kubernetes-client";
import type { Manifest } from "./manifest";
import { secretTemplates } from "./secret-templates";

const API = "secrets.hashicorp.com/v1beta1";

/** What the Vault Secrets Operator is told, in each namespace of a workload. */
export function vaultSecretsOperatorManifests(
  client: KubernetesClient,
  operator: VaultSecretsOperatorDescription,
): Manifest[] {
  return client.login.namespaces.flatMap((namespace) => [
    connection(client, namespace, operator),
    auth(client, namespace, operator),
    ...operator.secrets.map((secret) => dynamicSecret(client, namespace, secret)),
  ]);
}

function connection(
  { name }: KubernetesClient,
  namespace: string,
  { vaultAddress, vaultCaSecret }: VaultSecretsOperatorDescription,
): Manifest {
  return {
    apiVersion: API,
    kind: "VaultConnection",
    metadata: { name, namespace },
    spec: { address: vaultAddress, ...(vaultCaSecret && { caCertSecretRef: vaultCaSecret }) },
  };
}

function auth(
  { name, login: { path, audience } }: KubernetesClient,
  namespace: string,
  { serviceAccount }: VaultSecretsOperatorDescription,
): Manifest {
  return {
    apiVersion: API,
    kind: "VaultAuth",
    metadata: { name, namespace },
    spec: {
      vaultConnectionRef: name,
      method: "kubernetes",
      mount: path,
      kubernetes: { role: name, serviceAccount, audiences: [audience] },
    },
  };
}

function dynamicSecret(
  { name, reads }: KubernetesClient,
  namespace: string,
  secret: VaultSecretsOperatorSecretDescription,
): Manifest {
  const [mount = "", path = ""] = splitCredential(secret.credential);
  const isLeased = reads.some(({ path, kind }) => path === secret.credential && kind === "leased");
  return {
    apiVersion: API,
    kind: "VaultDynamicSecret",
    metadata: { name: secret.name, namespace },
    spec: {
      vaultAuthRef: name,
      mount,
      path,
      ...(isLeased ? { revoke: true, renewalPercent: secret.renewalPercent } : { allowStaticCreds: true }),
      destination: { name: secret.name, create: true, transformation: transformation(secret) },
      ...(secret.restart.length && {
        rolloutRestartTargets: secret.restart.map(({ kind, name }) => ({ kind, name })),
      }),
    },
  };
}

/** The described keys and nothing else: neither what Vault answers as it is, nor all of it under `_raw`. */
function transformation(secret: VaultSecretsOperatorSecretDescription): object {
  const templates = secretTemplates(secret, { user: ".Secrets.username", password: ".Secrets.password" });
  return {
    excludeRaw: true,
    excludes: [".*"],
    templates: Object.fromEntries(Object.entries(templates).map(([key, text]) => [key, { text }])),
  };
}

/** `database/creds/app`: the mount, and the rest. A mount may have slashes in it. */
function splitCredential(path: string): [mount: string, path: string] {
  const end = path.lastIndexOf("/", path.lastIndexOf("/") - 1);
  return [path.slice(0, end), path.slice(end + 1)];
}
