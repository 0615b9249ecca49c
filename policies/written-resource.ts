/** A Vault resource of a stack, with the attributes that say where it is written. */
export interface WrittenResource {
  /** Terraform's type: `vault_mount`. */
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A path that Terraform's provider uses for a resource. */
export interface ResourcePath {
  readonly path: string;
  /** What a plan does there. */
  readonly read: boolean;
  /** What an apply does there besides. */
  readonly write: readonly ("create" | "update" | "delete")[];
  /** Whether Vault guards it as root-protected. */
  readonly sudo?: boolean;
}

/** An attribute's text, or its default. */
type Text = (attribute: string, otherwise?: string) => string;

/** Where Vault looks whether it is there already: create is for what isn't. */
const MADE = ["create", "update", "delete"] as const;
/** Where it doesn't look, making something is update, too. */
const WRITTEN = ["update", "delete"] as const;

/** Where version 5.6 of the provider reads and writes each type of resource, by Vault's audit log, as test/terraform records it. */
const PATHS: Readonly<Record<string, (text: Text) => ResourcePath[]>> = {
  vault_mount: (text) => [
    { path: `sys/mounts/${text("path")}`, read: true, write: WRITTEN },
    { path: `sys/mounts/${text("path")}/tune`, read: false, write: ["update"] },
  ],
  vault_transit_secret_backend_key: (text) => {
    const key = `${text("backend")}/keys/${text("name")}`;
    return [
      { path: key, read: true, write: WRITTEN },
      { path: `${key}/config`, read: false, write: ["update"] },
    ];
  },
  vault_database_secret_backend_connection: (text) => [
    { path: `${text("backend")}/config/${text("name")}`, read: true, write: MADE },
  ],
  vault_database_secret_backend_role: (text) => [
    { path: `${text("backend")}/roles/${text("name")}`, read: true, write: MADE },
  ],
  vault_database_secret_backend_static_role: (text) => [
    { path: `${text("backend")}/static-roles/${text("name")}`, read: true, write: MADE },
  ],
  // Rotation alone uses it, which is neither read nor deleted.
  vault_generic_endpoint: (text) => [{ path: text("path"), read: false, write: ["update"] }],
  vault_password_policy: (text) => [
    { path: `sys/policies/password/${text("name")}`, read: true, write: WRITTEN },
  ],
  vault_quota_rate_limit: (text) => [
    { path: `sys/quotas/rate-limit/${text("name")}`, read: true, write: WRITTEN },
  ],
  vault_policy: (text) => [{ path: `sys/policies/acl/${text("name")}`, read: true, write: WRITTEN }],
  // Tuned below sys/mounts, which does the same as sys/auth/<path>/tune without sudo: what somebody wrote there is put right.
  vault_auth_backend: (text) => {
    const path = text("path", text("type"));
    return [
      { path: `sys/auth/${path}`, read: false, write: WRITTEN, sudo: true },
      { path: `sys/mounts/auth/${path}`, read: true, write: [] },
      { path: `sys/mounts/auth/${path}/tune`, read: true, write: ["update"] },
    ];
  },
  vault_approle_auth_backend_role: (text) => {
    const role = `auth/${text("backend", "approle")}/role/${text("role_name")}`;
    return [
      { path: role, read: true, write: MADE },
      { path: `${role}/role-id`, read: true, write: [] },
    ];
  },
  vault_kubernetes_auth_backend_config: (text) => [
    { path: `auth/${text("backend", "kubernetes")}/config`, read: true, write: ["update"] },
  ],
  vault_kubernetes_auth_backend_role: (text) => [
    { path: `auth/${text("backend", "kubernetes")}/role/${text("role_name")}`, read: true, write: MADE },
  ],
  vault_jwt_auth_backend: (text) => {
    const path = text("path", "jwt");
    return [
      { path: `sys/auth/${path}`, read: false, write: WRITTEN, sudo: true },
      { path: `sys/mounts/auth/${path}`, read: true, write: [] },
      { path: `sys/mounts/auth/${path}/tune`, read: true, write: [] },
      { path: `auth/${path}/config`, read: true, write: ["update"] },
    ];
  },
  vault_jwt_auth_backend_role: (text) => [
    { path: `auth/${text("backend", "jwt")}/role/${text("role_name")}`, read: true, write: MADE },
  ],
  vault_token_auth_backend_role: (text) => [
    { path: `auth/token/roles/${text("role_name")}`, read: true, write: MADE },
  ],
  // All devices are read at once.
  vault_audit: (text) => [
    { path: "sys/audit", read: true, write: [], sudo: true },
    { path: `sys/audit/${text("path", text("type"))}`, read: false, write: WRITTEN, sudo: true },
  ],
};

/** Every path that applying these resources touches. A resource of a type that is not above has none. */
export function resourcePaths(resources: readonly WrittenResource[]): ResourcePath[] {
  return resources.flatMap(({ type, attributes }) => {
    const text: Text = (attribute, otherwise = "") => String(attributes[attribute] || otherwise);
    return PATHS[type]?.(text) ?? [];
  });
}
