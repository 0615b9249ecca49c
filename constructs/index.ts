export * from "./access/access-difference";
export * from "./access/access-manifest";
export * from "./access/agent-description";
export type { CertificateSource } from "./access/certificate-source";
export * from "./access/guardrails-description";
export * from "./access/leased-role-description";
export * from "./access/jwt-issuer-description";
export * from "./access/login-description";
export * from "./access/operated-stack";
export * from "./access/postgres-description";
export * from "./access/provider-description";
export * from "./access/read-access-manifest";
export * from "./agent/agent";
export type {
  CredentialField,
  CredentialVariables,
  ServerAddress,
  ServerCredential,
} from "./access/credential-description";
export type { CredentialProps, SslMode } from "./credential/credential-props";
export * from "./agent/agent-process";
export type { AgentProps } from "./agent/agent-props";
export * from "./agent/agent-template";
export * from "./agent/on-change";
export type { Signal } from "./agent/signal";
export * from "./access/session-description";
export * from "./access/static-role-description";
export * from "./access/transit-description";
export * from "./approle-auth";
export * from "./audit-device";
export * from "./audit-trail";
export * from "./postgres/break-glass-access";
export * from "./access/endpoint-description";
export * from "./database-connection";
export * from "./database-endpoint";
export * from "./database-role";
export * from "./database-secrets-engine";
export * from "./database-static-role";
export * from "./duration";
export { type DatabaseSchemasProps, type OtherOwner } from "./postgres/database-schemas";
export * from "./postgres/imported-postgres-database";
export * from "./finding";
export * from "./guardrails/guardrails";
export * from "./guardrails/own-rule";
export * from "./postgres/i-postgres-database";
export * from "./postgres/issuance";
export { type IssuedRole, type IssuingFunctions } from "./postgres/statements/issuing-functions";
export * from "./postgres/imported-postgres-connection";
export * from "./access/external-secrets-description";
export * from "./access/kubernetes-description";
export * from "./kubernetes/external-secrets";
export * from "./access/injector-description";
export * from "./kubernetes/injector-annotations";
export type { InjectorProps } from "./kubernetes/injector-props";
export * from "./kubernetes/pod-template";
export * from "./kubernetes/pods";
export type { OperatorProps } from "./kubernetes/operator-props";
export type { SecretProps } from "./kubernetes/secret-props";
export * from "./kubernetes/vault-secrets-operator";
export * from "./kubernetes/vault-secrets-operator-props";
export * from "./kubernetes/vault-secrets-operator-secrets";
export * from "./github-job";
export * from "./gitlab-job";
export * from "./jwt-auth";
export type { JwtBounds } from "./jwt-bounds";
export * from "./jwt-issuer";
export * from "./jwt-subject";
export { JwtWorkload, type JwtWorkloadProps } from "./jwt-workload";
export * from "./kubernetes-auth";
export { KubernetesWorkload, type KubernetesWorkloadProps } from "./kubernetes-workload";
export * from "./operator-policies";
export * from "./password-policy";
export * from "./postgres/postgres-connection";
export * from "./postgres/postgres-database";
export { type PostgresRoleProps } from "./postgres/postgres-role";
export { type PostgresStaticRoleProps } from "./postgres/postgres-static-role";
export { type PostgresStaticRolePairProps } from "./postgres/postgres-static-role-pair";
export * from "./postgres/postgres-tls";
export type { Problem } from "./private/validation";
export * from "./postgres/privileges";
export {
  type ColumnPrivilege,
  type ReadOnlyProps,
  SchemaPrivileges,
  type SchemaPrivilegesProps,
  type SequencePrivilege,
  type TablePrivilege,
} from "./postgres/schema-privileges";
export * from "./rate-limit";
export * from "./root-credential";
export type { GuardrailProfile, RuleFinding } from "./guardrails/rule";
export * from "./postgres/session-settings";
export * from "./postgres/statements/imported-database";
export * from "./postgres/statements/imported-login";
export { StaticRolePair, type StaticRolePairProps } from "./static-role-pair";
export * from "./static-rotation";
export * from "./tls-certificate";
export { TransitKey } from "./transit-key";
export * from "./transit-secrets-engine";
export * from "./vault-product";
export * from "./vault-token";
export * from "./token-auth";
export * from "./token-reviewer";
export * from "./workload";
export * from "./wrapping-ttl";
export * from "../policies";
