const TOKEN = [
  "token_policies",
  "token_ttl",
  "token_max_ttl",
  "token_period",
  "token_type",
  "token_num_uses",
  "token_bound_cidrs",
  "token_no_default_policy",
];

/**
 * The arguments whose values may be shown, by type. What isn't here isn't shown, whatever its provider calls sensitive: a
 * connection's URL, `data_json`, a statement, a policy's text and whatever is write-only can hold a password.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  postgresql_database: ["name", "owner", "allow_connections", "connection_limit"],
  postgresql_schema: ["name", "database", "owner", "drop_cascade"],
  postgresql_extension: ["name", "database", "schema"],
  postgresql_role: [
    "name",
    "login",
    "superuser",
    "create_database",
    "create_role",
    "inherit",
    "replication",
    "bypass_row_level_security",
    "connection_limit",
    "valid_until",
    "assume_role",
    "password_wo_version",
  ],
  postgresql_grant: [
    "role",
    "database",
    "schema",
    "object_type",
    "objects",
    "columns",
    "privileges",
    "with_grant_option",
  ],
  postgresql_grant_role: ["role", "grant_role", "with_admin_option"],
  postgresql_default_privileges: [
    "role",
    "owner",
    "database",
    "schema",
    "object_type",
    "privileges",
    "with_grant_option",
  ],
  vault_mount: ["path", "type", "default_lease_ttl_seconds", "max_lease_ttl_seconds"],
  vault_database_secret_backend_connection: ["name", "backend", "allowed_roles", "verify_connection"],
  vault_database_secret_backend_role: ["name", "backend", "db_name", "default_ttl", "max_ttl"],
  vault_database_secret_backend_static_role: [
    "name",
    "backend",
    "db_name",
    "username",
    "rotation_period",
    "rotation_schedule",
    "rotation_window",
  ],
  vault_generic_endpoint: ["path"],
  vault_password_policy: ["name"],
  vault_policy: ["name"],
  vault_quota_rate_limit: ["name", "path", "rate", "interval"],
  vault_auth_backend: ["type", "path"],
  vault_approle_auth_backend_role: [
    "role_name",
    "backend",
    "bind_secret_id",
    "secret_id_num_uses",
    "secret_id_ttl",
    "secret_id_bound_cidrs",
    ...TOKEN,
  ],
  vault_kubernetes_auth_backend_config: ["backend", "kubernetes_host", "disable_local_ca_jwt"],
  vault_kubernetes_auth_backend_role: [
    "role_name",
    "backend",
    "bound_service_account_names",
    "bound_service_account_namespaces",
    "audience",
    ...TOKEN,
  ],
  vault_token_auth_backend_role: [
    "role_name",
    "allowed_policies",
    "orphan",
    "renewable",
    "token_explicit_max_ttl",
    ...TOKEN,
  ],
  vault_transit_secret_backend_key: ["name", "backend", "type", "exportable", "deletion_allowed"],
  vault_audit: ["path", "type"],
};

/** Whether the value of an argument may be shown. */
export function isAllowed(type: string, argument: string): boolean {
  return Object.hasOwn(ALLOWED, type) && (ALLOWED[type]?.includes(argument) ?? false);
}

/** Whether it is of a type that this library writes. */
export function isDescribedType(type: string): boolean {
  return Object.hasOwn(ALLOWED, type);
}
