import type { Handler } from "../handler";
import { postgresqlDatabase } from "./postgresql-database";
import { postgresqlDefaultPrivileges } from "./postgresql-default-privileges";
import { postgresqlFunction } from "./postgresql-function";
import { postgresqlGrantRole } from "./postgresql-grant-role";
import { postgresqlGrant } from "./postgresql-grant";
import { postgresqlRole } from "./postgresql-role";
import { postgresqlSchema } from "./postgresql-schema";
import { randomPassword } from "./random-password";
import { vaultApproleAuthBackendRole } from "./vault-approle-auth-backend-role";
import { vaultAudit } from "./vault-audit";
import { vaultAuthBackend } from "./vault-auth-backend";
import { vaultDatabaseSecretBackendConnection } from "./vault-database-secret-backend-connection";
import { vaultDatabaseSecretBackendRole } from "./vault-database-secret-backend-role";
import { vaultDatabaseSecretBackendStaticRole } from "./vault-database-secret-backend-static-role";
import { vaultGenericEndpoint } from "./vault-generic-endpoint";
import { vaultJwtAuthBackend } from "./vault-jwt-auth-backend";
import { vaultJwtAuthBackendRole } from "./vault-jwt-auth-backend-role";
import { vaultKubernetesAuthBackendConfig } from "./vault-kubernetes-auth-backend-config";
import { vaultKubernetesAuthBackendRole } from "./vault-kubernetes-auth-backend-role";
import { vaultMount } from "./vault-mount";
import { vaultPasswordPolicy } from "./vault-password-policy";
import { vaultPolicy } from "./vault-policy";
import { vaultQuotaRateLimit } from "./vault-quota-rate-limit";
import { vaultTokenAuthBackendRole } from "./vault-token-auth-backend-role";
import { vaultTransitSecretBackendKey } from "./vault-transit-secret-backend-key";

/** The handler of each type of resource. */
export const HANDLERS: Readonly<Record<string, Handler>> = {
  postgresql_database: postgresqlDatabase,
  postgresql_default_privileges: postgresqlDefaultPrivileges,
  postgresql_function: postgresqlFunction,
  postgresql_grant_role: postgresqlGrantRole,
  postgresql_grant: postgresqlGrant,
  postgresql_role: postgresqlRole,
  postgresql_schema: postgresqlSchema,
  "ephemeral.random_password": randomPassword,
  vault_approle_auth_backend_role: vaultApproleAuthBackendRole,
  vault_audit: vaultAudit,
  vault_auth_backend: vaultAuthBackend,
  vault_database_secret_backend_connection: vaultDatabaseSecretBackendConnection,
  vault_database_secret_backend_role: vaultDatabaseSecretBackendRole,
  vault_database_secret_backend_static_role: vaultDatabaseSecretBackendStaticRole,
  vault_generic_endpoint: vaultGenericEndpoint,
  vault_jwt_auth_backend: vaultJwtAuthBackend,
  vault_jwt_auth_backend_role: vaultJwtAuthBackendRole,
  vault_kubernetes_auth_backend_config: vaultKubernetesAuthBackendConfig,
  vault_kubernetes_auth_backend_role: vaultKubernetesAuthBackendRole,
  vault_mount: vaultMount,
  vault_password_policy: vaultPasswordPolicy,
  vault_policy: vaultPolicy,
  vault_quota_rate_limit: vaultQuotaRateLimit,
  vault_token_auth_backend_role: vaultTokenAuthBackendRole,
  vault_transit_secret_backend_key: vaultTransitSecretBackendKey,
};
