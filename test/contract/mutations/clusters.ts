import type { AccessManifest, ClusterDescription } from "../../../constructs";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { edit, type Mutation, set } from "./mutation";
import type { ServerMutation } from "./servers";

const US = "vault_kubernetes_auth_backend_config.us_";
const OWN = { token_reviewer_jwt_wo: undefined, token_reviewer_jwt_wo_version: undefined };
const REFUSED = "403 permission denied";

/** What access.json says of a cluster. */
const described =
  (path: string, change: Partial<ClusterDescription>) =>
  ({ access, ...stack }: SynthesizedStack): SynthesizedStack => {
    const authMethods = access.authMethods.map((method) =>
      method.path === path && method.cluster
        ? { ...method, cluster: { ...method.cluster, ...change } }
        : method,
    ) satisfies AccessManifest["authMethods"];
    return { ...stack, access: { ...access, authMethods } };
  };

/** Wrong edits of how Vault asks clusters whose tokens are. */
export const CLUSTER_MUTATIONS: readonly Mutation[] = [
  [
    "Vault's own service account is to review another cluster's tokens, and is described so",
    (stack) =>
      described("us", { reviewer: "vault-service-account" })(
        set(US, { ...OWN, disable_local_ca_jwt: false })(stack),
      ),
    `web (us): token: POST auth/us/login: ${REFUSED}`,
  ],
  [
    "a cluster has lost its reviewer",
    set(US, OWN),
    [
      "auth method us: settings-as-described: reviewer is client-jwt instead of reviewer-token",
      `web (us): token: POST auth/us/login: ${REFUSED}`,
    ],
  ],
  [
    "Vault goes on with its own token where it isn't given one",
    set(US, { disable_local_ca_jwt: false }),
    [
      "auth method us: settings-as-described: reviewer is vault-service-account instead of reviewer-token",
      "test: clusters-asked-as-described: auth/us/config: disable_local_ca_jwt is false instead of true",
    ],
  ],
  [
    "a reviewer's token is in the state",
    set(US, { ...OWN, token_reviewer_jwt: "${var.us_ca}" }),
    /^auth method us: settings-as-described: .*token_reviewer_jwt is given instead of missing$/,
  ],
  [
    "one reviewer's token is given to two clusters, and described so",
    (stack) =>
      described("own", { reviewer: "reviewer-token" })(
        set("vault_kubernetes_auth_backend_config.own_", {
          token_reviewer_jwt_wo: "${var.us_reviewer}",
          token_reviewer_jwt_wo_version: 1,
          disable_local_ca_jwt: true,
          kubernetes_ca_cert: "${var.us_ca}",
        })(stack),
      ),
    /^web \((us|own)\): token: POST auth\/(us|own)\/login: 403 permission denied$/,
  ],
  [
    "one cluster is asked in another's place",
    edit(US, (attributes) => ({ ...attributes, kubernetes_host: "https://kubernetes.default.svc" })),
    "auth method us: settings-as-described: host is https://kubernetes.default.svc instead of https://api.us.example:6443",
  ],
];

/** What somebody with all rights could do behind the stack's back. */
export const CLUSTER_SERVER_MUTATIONS: readonly ServerMutation[] = [
  [
    "one cluster answers for another",
    async (deployment) => {
      const { vault } = deployment;
      const { data: asia } = await vault.request("GET", "auth/asia/config");
      const token_reviewer_jwt = await deployment.serviceAccountTokens("asia").issue({
        namespace: "vault",
        serviceAccount: "reviewer",
        audience: "https://kubernetes.default.svc",
        ttlSeconds: 600,
      });
      await vault.request("POST", "auth/us/config", { ...asia, token_reviewer_jwt });
    },
    "web (us): other-cluster-refused: Vault lets in a token of another cluster",
  ],
];
