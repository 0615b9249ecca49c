import type { InjectorDescription } from "../../access/injector-description";
import { injectorAnnotations, TOKEN_VOLUME } from "./injector-annotations";
import type { KubernetesClient } from "./kubernetes-client";
import type { Manifest } from "./manifest";

/** How long a token for Vault lives: Kubernetes writes another one before that. It is what the agents' cache is sealed with. */
const TOKEN_SECONDS = 3_600;
/** How long the agent has to revoke its token, after it has waited for the pod's containers. */
const REVOCATION_SECONDS = 10;

/** What is merged into whatever makes the pods, in each namespace of a workload. */
export function injectorManifests(client: KubernetesClient, injector: InjectorDescription): Manifest[] {
  const { pods } = injector;
  const template = podTemplate(client, injector);
  return client.login.namespaces.map((namespace) => ({
    apiVersion: ["Job", "CronJob"].includes(pods.kind) ? "batch/v1" : "apps/v1",
    kind: pods.kind,
    metadata: { name: pods.name, namespace },
    spec: pods.kind === "CronJob" ? { jobTemplate: { spec: { template } } } : { template },
  }));
}

function podTemplate(client: KubernetesClient, injector: InjectorDescription) {
  const { serviceAccount, user, longest, revokeAfter } = injector;
  const { audience } = client.login;
  const serviceAccountToken = { audience, expirationSeconds: TOKEN_SECONDS, path: "token" };
  return {
    metadata: { annotations: injectorAnnotations(client, injector) },
    spec: {
      serviceAccountName: serviceAccount,
      securityContext: { runAsUser: user },
      activeDeadlineSeconds: longest,
      terminationGracePeriodSeconds: revokeAfter && revokeAfter + REVOCATION_SECONDS,
      volumes: [{ name: TOKEN_VOLUME, projected: { sources: [{ serviceAccountToken }] } }],
    },
  };
}
