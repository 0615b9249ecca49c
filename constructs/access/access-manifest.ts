import type { Credential } from "../../policies/credential-rules";
import type { AgentDescription } from "./agent-description";
import type { InjectorDescription } from "./injector-description";
import type { OperatorDescription, VaultSecretsOperatorDescription } from "./kubernetes-description";
import type { EncryptionKey } from "../../policies/encryption-rules";
import type { ExternalSecretsDescription } from "./external-secrets-description";
import type { LoginMaterial } from "../../policies/login-material-rules";
import type { CertificateSource } from "./certificate-source";
import type { StaticRolePairDescription } from "./static-role-description";
import type { TransitEngineDescription } from "./transit-description";
import type { ProviderDescription } from "./provider-description";
import type { PasswordRules } from "../../policies/password-policy";
import type {
  AcknowledgementDescription,
  GuardrailsDescription,
  UndescribedDescription,
} from "./guardrails-description";
import type { JwtIssuerDescription } from "./jwt-issuer-description";
import type { AppRoleLogin, JwtLogin, KubernetesLogin, TokenLogin } from "./login-description";
import type { OperatedStack } from "./operated-stack";
import type {
  DatabaseReference,
  PostgresConnectionDescription,
  PostgresDatabaseDescription,
  PostgresRoleDescription,
  PostgresStaticRoleDescription,
} from "./postgres-description";

/** The shape of `access.json` that this version writes and reads. It changes when a reader would have to. */
export const SCHEMA_VERSION = 3;

/**
 * Who may do what on which database for how long: what a stack describes, without a secret, as data.
 * Written as `access.json` next to the stack's `cdk.tf.json`; lists are sorted, every time is in seconds.
 */
export interface AccessManifest {
  /** Which shape it has. */
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** The name of the stack. */
  readonly stack: string;
  /** What synthesis wrote next to it, besides `cdk.tf.json`: policies, what a DBA runs. */
  readonly files: readonly string[];
  /** Mounts of the database secrets engine. */
  readonly engines: readonly EngineDescription[];
  /** Mounts of the Transit secrets engine. */
  readonly transitEngines: readonly TransitEngineDescription[];
  /** Databases, with the roles in them that are not leased. */
  readonly databases: readonly DatabaseDescription[];
  /** Connections of Vault to them. */
  readonly connections: readonly ConnectionDescription[];
  /** Roles of the engines: what can be leased, and for how long. */
  readonly roles: readonly RoleDescription[];
  /** Static roles of the engines: users that stay, whose passwords Vault changes. */
  readonly staticRoles: readonly StaticRoleDescription[];
  /** Static roles that are two by two. */
  readonly staticRolePairs: readonly StaticRolePairDescription[];
  /** How passwords of leased users are made, where that is said. */
  readonly passwordPolicies: readonly PasswordPolicyDescription[];
  /** Mounts of auth methods. */
  readonly authMethods: readonly AuthMethodDescription[];
  /** Who logs in with them, and what they may read. */
  readonly workloads: readonly WorkloadDescription[];
  /** Where Vault writes who asked for what. */
  readonly auditDevices: readonly AuditDeviceDescription[];
  /** Accounts for emergencies. */
  readonly breakGlass: readonly BreakGlassDescription[];
  /** The rules that it has to keep. @default - none were attached */
  readonly guardrails?: GuardrailsDescription;
  /** How Terraform's providers are set: which servers they reach, and how. */
  readonly providers: readonly ProviderDescription[];
  /** What of Vault's and PostgreSQL's providers no construct of this library wrote. */
  readonly undescribed: readonly UndescribedDescription[];
  /** Findings of guardrails that somebody accepted. */
  readonly acknowledged: readonly AcknowledgementDescription[];
}

/** A mount of the database secrets engine. */
export interface EngineDescription {
  /** The mount's path: `database`. */
  readonly path: string;
  /** Whether it exists elsewhere and is only referred to here. */
  readonly imported: boolean;
  /** How long a lease lives when its role doesn't say. Unknown for an imported engine. */
  readonly defaultLeaseTtl?: number;
  /** No lease lives longer. Unknown for an imported engine. */
  readonly maxLeaseTtl?: number;
  /** Which product answers Vault's API. @default - either */
  readonly product?: "vault" | "openbao";
}

/** A database and the roles in it that are not leased, by the kind of its server. */
export type DatabaseDescription = PostgresDatabaseDescription;

/** A connection of Vault to a database, by the kind of its server. */
export type ConnectionDescription = PostgresConnectionDescription;

/** A role of an engine, by the kind of its credentials and of its database. */
export type RoleDescription = PostgresRoleDescription;

/** A static role of an engine, by the kind of its database. */
export type StaticRoleDescription = PostgresStaticRoleDescription;

/** How passwords of leased users are made. */
export interface PasswordPolicyDescription extends PasswordRules {
  readonly name: string;
}

/** A mount of an auth method. */
export interface AuthMethodDescription {
  /** Vault's `type`. */
  readonly type: "approle" | "kubernetes" | "jwt";
  /** The path of its mount, below `auth/`. */
  readonly path: string;
  /** Whether it exists elsewhere and is only referred to here. */
  readonly imported: boolean;
  /** The cluster whose service accounts log in. Unknown for an imported one, and there is none for another type. */
  readonly cluster?: ClusterDescription;
  /** Whose tokens log in, where it is one for JWTs. */
  readonly issuer?: JwtIssuerDescription;
}

/** How Vault asks a Kubernetes cluster whose a token is. */
export interface ClusterDescription {
  /** The URL of its API. */
  readonly host: string;
  /** The CA of its API's certificate. @default - that of Vault's own pod */
  readonly ca?: CertificateSource;
  /** Who reviews tokens: Vault's own service account, whoever logs in, or a service account whose token Vault is given. */
  readonly reviewer: "vault-service-account" | "client-jwt" | "reviewer-token";
}

/** Who logs in to Vault, how, and what they may read. */
export interface WorkloadDescription {
  /** Its name at the auth method. */
  readonly name: string;
  readonly login: LoginDescription;
  /** Its one policy. */
  readonly policy: string;
  /** The credentials it may read. */
  readonly reads: readonly Credential[];
  /** What others log in with, that it may make, wrapped. @default - nothing */
  readonly makes?: readonly LoginMaterial[];
  /** Keys of the Transit secrets engine that it may encrypt and decrypt with. @default - none */
  readonly encrypts?: readonly EncryptionKey[];
  /** Stacks that it plans, deploys or drains. @default - none */
  readonly operates?: readonly OperatedStack[];
  readonly token: TokenDescription;
  /** The agent that it starts to log in and to keep its credentials. Only where it is described. */
  readonly agent?: AgentDescription;
  /** The agent injector, where it puts an agent into its pods. */
  readonly injector?: InjectorDescription;
  /** The Vault Secrets Operator, where it gives its pods their credentials. */
  readonly vaultSecretsOperator?: VaultSecretsOperatorDescription;
  /** The Vault Secrets Operator, where it is this workload: how it keeps the tokens of others, encrypted by its key. */
  readonly clientCache?: OperatorDescription;
  /** The External Secrets Operator, where it gives its pods their credentials. */
  readonly externalSecrets?: ExternalSecretsDescription;
}

/** How a workload logs in, by the auth method. */
export type LoginDescription = AppRoleLogin | KubernetesLogin | JwtLogin | TokenLogin;

/** `periodic`: renewed at least once a `period`, without an end. `bounded`: gone after `maxTtl`. */
export type TokenDescription =
  | { readonly kind: "periodic"; readonly period: number }
  | { readonly kind: "bounded"; readonly ttl: number; readonly maxTtl: number };

export interface AuditDeviceDescription {
  readonly path: string;
  readonly type: "file" | "syslog" | "socket";
  /** Vault's `options`: where it writes, and how. */
  readonly options: Readonly<Record<string, string>>;
  /** The file, next to the stack's `cdk.tf.json`, that declares it for OpenBao's server. @default - the stack makes it over the API */
  readonly declaredIn?: string;
}

/** An account for emergencies: it can't log in until a DBA opens it. */
export interface BreakGlassDescription {
  readonly role: string;
  readonly database: DatabaseReference;
}
