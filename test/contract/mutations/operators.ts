import { edit, type Attributes, type Mutation, set, withFile } from "./mutation";

const WORKLOAD = `${"w".repeat(63)} (east)`;
const LEASED = "s".repeat(63);
const REFUSED = "403 permission denied";

/** Takes a path out of the policy with which an operator does its work. */
const without = (path: string) =>
  edit("vault_policy.east_", ({ policy, ...attributes }) => {
    const { path: paths } = JSON.parse(policy as string) as { path: Record<string, Attributes> };
    if (!Reflect.has(paths, path)) throw new Error(`the policy has no ${path}`);
    Reflect.deleteProperty(paths, path);
    return { ...attributes, policy: JSON.stringify({ path: paths }) };
  });

const calls = (secret: string, failure: string) =>
  `${WORKLOAD}: vault-secrets-operator-calls (${secret}): it can't ${failure}`;

/** Wrong edits of how the Vault Secrets Operator may keep Secrets. */
export const VAULT_SECRETS_OPERATOR_MUTATIONS: readonly Mutation[] = [
  [
    "it may not renew its token",
    without("auth/token/renew-self"),
    [LEASED, "reports"].map((secret) =>
      calls(secret, `renew its token: PUT auth/token/renew-self: ${REFUSED}`),
    ),
  ],
  [
    "it may not read a leased credential",
    without("team-a/database/creds/writer"),
    calls(LEASED, `read its credential: GET team-a/database/creds/writer: ${REFUSED}`),
  ],
  [
    "it may not read a static credential",
    without("team-a/database/static-creds/reports"),
    calls("reports", `read its credential: GET team-a/database/static-creds/reports: ${REFUSED}`),
  ],
  [
    "it may renew leases by path alone",
    without("sys/leases/renew"),
    calls(LEASED, `renew its lease: PUT sys/leases/renew: ${REFUSED}`),
  ],
  [
    "it may revoke leases by path alone",
    without("sys/leases/revoke"),
    calls(LEASED, `revoke its lease: PUT sys/leases/revoke: ${REFUSED}`),
  ],
  [
    "it may not look up its token",
    without("auth/token/lookup-self"),
    calls(LEASED, `look up its token: GET auth/token/lookup-self: ${REFUSED}`),
  ],
  [
    "it may not revoke its token",
    without("auth/token/revoke-self"),
    calls(LEASED, `revoke its token: PUT auth/token/revoke-self: ${REFUSED}`),
  ],
  [
    "its pods in one of the namespaces may not log in",
    set("vault_kubernetes_auth_backend_role.east_", { bound_service_account_namespaces: ["shop"] }),
    /vault-secrets-operator-calls \(s+\): it can't log in: PUT auth\/east\/login: 403 .*namespace not authorized/,
  ],
  [
    "its service account may not log in",
    set("vault_kubernetes_auth_backend_role.east_", { bound_service_account_names: ["jobs"] }),
    /vault-secrets-operator-calls \(s+\): it can't log in: PUT auth\/east\/login: 403 .*service account name not authorized/,
  ],
  [
    "it gets a token that can't be renewed",
    set("vault_kubernetes_auth_backend_role.east_", { token_type: "batch", token_period: undefined }),
    calls(
      LEASED,
      "log in: PUT auth/east/login: its token can't be renewed, and ends with all that it has read",
    ),
  ],
  [
    "what is applied to the cluster isn't what is described",
    withFile(`east-${"w".repeat(63)}.vault-secrets-operator.yaml`, (text) =>
      text.replace("revoke: true", "revoke: false"),
    ),
    `${WORKLOAD}: manifests-as-described: east-${"w".repeat(63)}.vault-secrets-operator.yaml: line 33 is not what is described: revoke: true`,
  ],
];
