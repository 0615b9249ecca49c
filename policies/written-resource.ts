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

const ALL = ["create", "update", "delete"] as const;

type PathsOf = (text: (attribute: string) => string) => ResourcePath[];

/** Where the provider reads and writes each type of resource. */
const PATHS: Readonly<Record<string, PathsOf>> = {
  vault_mount: (text) => [
    { path: `sys/mounts/${text("path")}`, read: true, write: ALL },
    { path: `sys/mounts/${text("path")}/tune`, read: true, write: ["update"] },
  ],
  vault_database_secret_backend_connection: (text) => [
    { path: `${text("backend")}/config/${text("name")}`, read: true, write: ALL },
  ],
  vault_database_secret_backend_role: (text) => [
    { path: `${text("backend")}/roles/${text("name")}`, read: true, write: ALL },
  ],
  vault_generic_endpoint: (text) => [{ path: text("path"), read: false, write: ["create", "update"] }],
  vault_password_policy: (text) => [
    { path: `sys/policies/password/${text("name")}`, read: true, write: ALL },
  ],
  vault_policy: (text) => [{ path: `sys/policies/acl/${text("name")}`, read: true, write: ALL }],
  vault_auth_backend: (text) => [
    { path: `sys/auth/${text("path")}`, read: true, write: ALL, sudo: true },
    { path: `sys/mounts/auth/${text("path")}`, read: true, write: [] },
    { path: `sys/mounts/auth/${text("path")}/tune`, read: true, write: ["update"], sudo: true },
    { path: `sys/auth/${text("path")}/tune`, read: true, write: ["update"], sudo: true },
  ],
  vault_approle_auth_backend_role: (text) => [
    { path: `auth/${text("backend")}/role/${text("role_name")}`, read: true, write: ALL },
    { path: `auth/${text("backend")}/role/${text("role_name")}/role-id`, read: true, write: ["update"] },
  ],
  vault_kubernetes_auth_backend_config: (text) => [
    { path: `auth/${text("backend")}/config`, read: true, write: ["create", "update"] },
  ],
  vault_kubernetes_auth_backend_role: (text) => [
    { path: `auth/${text("backend")}/role/${text("role_name")}`, read: true, write: ALL },
  ],
  vault_audit: (text) => [
    { path: "sys/audit", read: true, write: [], sudo: true },
    { path: `sys/audit/${text("path")}`, read: true, write: ALL, sudo: true },
  ],
};

/** Every path that applying these resources touches. Resources of other providers have none in Vault. */
export function resourcePaths(resources: readonly WrittenResource[]): ResourcePath[] {
  return resources.flatMap(({ type, attributes }) => {
    return PATHS[type]?.((attribute) => String(attributes[attribute])) ?? [];
  });
}
