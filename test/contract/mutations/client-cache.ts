import { type Attributes, edit, type Mutation, remove, set, withFile } from "./mutation";

const KEY = "cluster-0-vault-secrets-operator";
const [ENCRYPT, DECRYPT] = [`transit/encrypt/${KEY}`, `transit/decrypt/${KEY}`];
const RESOURCE = "vault_transit_secret_backend_key.transit";
const DESCRIBED = `test: transit-keys-as-described: transit/keys/${KEY}:`;
const KEEPS = `vault-secrets-operator (cluster-0): vault-secrets-operator-keeps-tokens (transit/${KEY}):`;
const OTHERWISE = "vault-secrets-operator (cluster-0): may-not-use-keys-otherwise: it may";

const policy = (
  change: (paths: Record<string, Attributes>) => unknown,
  workload = "vault-secrets-operator",
) =>
  edit(`vault_policy.cluster-0_${workload}`, (attributes) => {
    const { path } = JSON.parse(attributes.policy as string) as { path: Record<string, Attributes> };
    change(path);
    return { ...attributes, policy: JSON.stringify({ path }) };
  });

const without = (path: string) => policy((paths) => Reflect.deleteProperty(paths, path));
const allow = (path: string, ...capabilities: string[]) =>
  policy((paths) => (paths[path] = { capabilities }));

/** Wrong edits of the operator's client cache: of its key, of its policy, and of what its chart is installed with. */
export const CLIENT_CACHE_MUTATIONS: readonly Mutation[] = [
  [
    "its key may be exported",
    set(RESOURCE, { exportable: true }),
    `${DESCRIBED} exportable is true instead of false`,
  ],
  [
    "its key may be backed up in the clear",
    set(RESOURCE, { allow_plaintext_backup: true }),
    `${DESCRIBED} allow_plaintext_backup is true instead of false`,
  ],
  [
    "its key may not be deleted, so that nobody destroys the stack",
    set(RESOURCE, { deletion_allowed: false }),
    `${DESCRIBED} deletion_allowed is false instead of true`,
  ],
  [
    "its key is of another type",
    set(RESOURCE, { type: "chacha20-poly1305" }),
    `${DESCRIBED} type is chacha20-poly1305 instead of aes256-gcm96`,
  ],
  [
    "its key is one for signatures",
    set(RESOURCE, { type: "ed25519" }),
    new RegExp(`^${KEEPS.replace(/[()]/g, "\\$&")} it can't keep a token: PUT ${ENCRYPT}: 400 `),
  ],
  [
    "its key changes every day",
    set(RESOURCE, { auto_rotate_period: 86_400 }),
    `${DESCRIBED} auto_rotate_period is 86400 instead of 0`,
  ],
  [
    "its key wants a context",
    set(RESOURCE, { derived: true }),
    [
      new RegExp(`^${DESCRIBED} derived is true instead of false`),
      new RegExp(`^${KEEPS.replace(/[()]/g, "\\$&")} it can't keep a token: PUT ${ENCRYPT}: 400 `),
    ],
  ],
  [
    "nobody made its key",
    remove(RESOURCE),
    `${KEEPS} it can't keep a token: PUT ${ENCRYPT}: 403 permission denied`,
  ],
  [
    "the mount of its key has an end of leases",
    set("vault_mount.transit", { max_lease_ttl_seconds: 3600 }),
    "test: mounts-as-described: transit/: max_lease_ttl is 3600 instead of 0",
  ],
  [
    "it may not encrypt",
    without(ENCRYPT),
    [
      `${KEEPS} it can't keep a token: PUT ${ENCRYPT}: 403 permission denied`,
      `vault-secrets-operator (cluster-0): may-encrypt-and-decrypt (transit/${KEY}): PUT ${ENCRYPT}: 403 permission denied`,
    ],
  ],
  [
    "it may not decrypt",
    without(DECRYPT),
    `${KEEPS} it can't get a token back that it has kept: PUT ${DECRYPT}: 403 permission denied`,
  ],
  [
    "it may not renew its token",
    without("auth/token/renew-self"),
    `${KEEPS} it can't renew its token: PUT auth/token/renew-self: 403 permission denied`,
  ],
  [
    "it may not look up its token",
    without("auth/token/lookup-self"),
    `${KEEPS} it can't rely on its token: GET auth/token/lookup-self: 403 permission denied`,
  ],
  [
    "it may not revoke its token",
    without("auth/token/revoke-self"),
    `${KEEPS} it can't revoke its token: PUT auth/token/revoke-self: 403 permission denied`,
  ],
  [
    "its service account is another one",
    set("vault_kubernetes_auth_backend_role.cluster-0_vault-secrets-operator", {
      bound_service_account_names: ["operator"],
    }),
    new RegExp(`^${KEEPS.replace(/[()]/g, "\\$&")} it can't log in: PUT auth/cluster-0/login: 403 `),
  ],
  [
    "it makes keys",
    allow("transit/encrypt/*", "create", "update"),
    `${OTHERWISE} make a key by encrypting with it: PUT transit/encrypt/${KEY}-contract`,
  ],
  [
    "it reads its key's settings",
    allow(`transit/keys/${KEY}`, "read"),
    `${OTHERWISE} read a key: GET transit/keys/${KEY}`,
  ],
  [
    "it exports its key",
    allow(`transit/export/encryption-key/${KEY}`, "read"),
    `${OTHERWISE} export a key: GET transit/export/encryption-key/${KEY}`,
  ],
  [
    "it encrypts with another operator's key",
    allow("team-a/transit/encrypt/cluster-1-vault-secrets-operator", "update"),
    `${OTHERWISE} encrypt with another key: PUT team-a/transit/encrypt/cluster-1-vault-secrets-operator`,
  ],
  [
    "it reads a credential of a workload",
    allow("database/creds/readonly", "read"),
    "vault-secrets-operator (cluster-0): may-not-read-other-roles: it reads credentials of database/creds/readonly, which it was not granted",
  ],
  [
    "it makes its key's next version",
    allow(`transit/keys/${KEY}/rotate`, "update"),
    `vault-secrets-operator (cluster-0): policy-as-described: cluster-0-vault-secrets-operator: unexpected: update on transit/keys/${KEY}/rotate`,
  ],
  [
    "a workload decrypts what its operator keeps",
    policy((paths) => (paths[DECRYPT] = { capabilities: ["update"] }), "web"),
    `web (cluster-0): may-not-use-keys-otherwise: it may decrypt with another key: PUT ${DECRYPT}`,
  ],
  [
    "its chart is told to keep tokens in the clear",
    withFile("cluster-0-vault-secrets-operator.helm-values.yaml", (text) =>
      text.replace("direct-encrypted", "direct-unencrypted"),
    ),
    "vault-secrets-operator (cluster-0): manifests-as-described: cluster-0-vault-secrets-operator.helm-values.yaml: line 7 is not what is described: persistenceModel: direct-encrypted",
  ],
];
