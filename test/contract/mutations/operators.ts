import { edit, type Attributes, type Mutation, set, withFile } from "./mutation";

const WORKLOAD = `${"w".repeat(63)} (east)`;
const LEASED = "s".repeat(63);
const REFUSED = "403 permission denied";

/** Takes a path out of the policy with which an operator does its work. */
const without = (path: string, cluster = "east") =>
  edit(`vault_policy.${cluster}_`, ({ policy, ...attributes }) => {
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
    calls(LEASED, `rely on its token: GET auth/token/lookup-self: ${REFUSED}`),
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
    "it gets a token that ends, however often it renews it",
    set("vault_kubernetes_auth_backend_role.east_", {
      token_period: undefined,
      token_ttl: 3600,
      token_max_ttl: 7200,
    }),
    calls(
      LEASED,
      "rely on its token: GET auth/token/lookup-self: it isn't periodic, and ends with all that was read with it",
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

const refreshes = (id: string, secret: string, failure: string, cluster = "east") =>
  `web (${cluster}): external-secrets-${id} (${secret}): ${failure}`;

/** Wrong edits of how the External Secrets Operator may write Secrets, and of how long what it reads is good. */
export const EXTERNAL_SECRETS_MUTATIONS: readonly Mutation[] = [
  [
    "it may not read a leased credential",
    without("database/creds/writer"),
    refreshes("calls", "writer", `it can't read its credential: GET database/creds/writer: ${REFUSED}`),
  ],
  [
    "it may not read a static credential",
    without("database/static-creds/reports", "west"),
    refreshes(
      "calls",
      "reports",
      `it can't read its credential: GET database/static-creds/reports: ${REFUSED}`,
      "west",
    ),
  ],
  [
    "it may not log in by its service account",
    set("vault_kubernetes_auth_backend_role.east_", { bound_service_account_names: ["web"] }),
    /external-secrets-calls \(writer\): it can't log in: PUT auth\/east\/login: 403 .*service account name not authorized/,
  ],
  [
    "it may not log in from one of its namespaces",
    set("vault_kubernetes_auth_backend_role.west_", { bound_service_account_namespaces: ["shop"] }),
    /external-secrets-calls \(reports\): it can't log in: PUT auth\/west\/login: 403 .*namespace not authorized/,
  ],
  [
    "its periodic token, which it doesn't renew, lives shorter",
    set("vault_kubernetes_auth_backend_role.east_", { token_period: 2_940 }),
    refreshes(
      "outlives-skipped-refresh",
      "writer",
      "its token ends after 2940 s, and the second refresh comes after 3000 s",
    ),
  ],
  [
    "its token with an end lives shorter",
    set("vault_kubernetes_auth_backend_role.west_", { token_ttl: 2_940 }),
    refreshes(
      "outlives-skipped-refresh",
      "writer",
      "its token ends after 2940 s, and the second refresh comes after 3000 s",
      "west",
    ),
  ],
  [
    "its leases live shorter",
    set("vault_database_secret_backend_role.database_appdb_writer", { default_ttl: 2_940 }),
    refreshes(
      "outlives-skipped-refresh",
      "writer",
      "its lease ends after 2940 s, and the second refresh comes after 3000 s",
    ),
  ],
  [
    "the mount lets no lease live as long",
    set("vault_mount", { max_lease_ttl_seconds: 2_940, default_lease_ttl_seconds: 2_940 }),
    refreshes(
      "outlives-skipped-refresh",
      "writer",
      "its lease ends after 2940 s, and the second refresh comes after 3000 s",
    ),
  ],
  [
    "a password changes before a second refresh",
    set("vault_database_secret_backend_static_role", { rotation_period: 540 }),
    refreshes(
      "outlives-skipped-refresh",
      "reports",
      "its password changes after 540 s, and the second refresh comes after 600 s",
    ),
  ],
];
