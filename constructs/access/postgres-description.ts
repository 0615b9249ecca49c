import type { CertificateSource } from "./certificate-source";
import type { EndpointDescription } from "./endpoint-description";
import type { LeasedRoleDescription } from "./leased-role-description";
import type { SessionDescription } from "./session-description";
import type { DatabaseStaticRoleDescription } from "./static-role-description";

/** Names a database: two servers may each have one of the same name. */
export interface DatabaseReference {
  /** Its server: Terraform's provider for it (`postgresql`, `postgresql.eu`); of an imported database its `host:port`. */
  readonly server: string;
  readonly name: string;
}

/** A PostgreSQL database and the roles in it that are not leased. */
export interface PostgresDatabaseDescription extends DatabaseReference {
  readonly kind: "postgresql";
  /** Whether a DBA made it, and not this stack. */
  readonly imported: boolean;
  /** The file, next to the stack's `cdk.tf.json`, with what its DBA runs. Only of an imported one. */
  readonly script?: string;
  /** The file with what undoes it. Only of an imported one. */
  readonly undoScript?: string;
  /** The NOLOGIN role that has what PUBLIC had there; its members keep their access. Only of an imported one. */
  readonly publicRole?: string;
  /** Roles that go on with what PUBLIC let them. Only of an imported one. */
  readonly keepsAccess?: readonly string[];
  /** Roles that may lose it. Only of an imported one. */
  readonly losesAccess?: readonly string[];
  /** The NOLOGIN role that everything in it belongs to. */
  readonly owner: string;
  /** The account Vault logs in with. */
  readonly account: string;
  /** The NOLOGIN role that it acts as, with CREATEROLE. */
  readonly issuer: string;
  /** The schema with functions that make leased roles, of which the account may call some and is granted nothing else. @default - none: it acts as its issuer */
  readonly issuingSchema?: string;
  readonly schemas: readonly string[];
  /** Schemas with extensions: whoever leases may use them, is granted nothing in them, and finds what is in them. @default - none */
  readonly extensionSchemas?: readonly string[];
  /** Other roles that make objects in it. @default - only its owner does */
  readonly otherOwners?: readonly OtherOwnerDescription[];
  /** Whether what sets allow in schema `"*"` reaches the schemas that are made later. @default - they don't allow anything there */
  readonly futureSchemas?: boolean;
  /** One NOLOGIN role per privilege set. */
  readonly groups: readonly GroupDescription[];
}

/** A NOLOGIN role that makes objects in a database, besides the owner. */
export interface OtherOwnerDescription {
  readonly role: string;
  /** Schemas that belong to it. */
  readonly schemas: readonly string[];
  /** Schemas of the owner in which it makes objects, too. @default - none */
  readonly sharedSchemas?: readonly string[];
}

/** The role that leased roles of one privilege set are members of. */
export interface GroupDescription {
  readonly role: string;
  readonly privileges: PrivilegesDescription;
}

/** What a privilege set allows. */
export interface PrivilegesDescription {
  /** `read_only`, `read_write`, `owner`, the name of another owner, or the one given to `Privileges.of`. */
  readonly name: string;
  /** Whether its members act as an owner, who is the group. Nothing is listed below then. */
  readonly owner: boolean;
  /** Whether it makes temporary tables. @default false */
  readonly temporary?: boolean;
  /** Roles of PostgreSQL's own that it is a member of. @default - none */
  readonly memberOf?: readonly string[];
  /** What it allows in each schema on which it has USAGE. */
  readonly schemas: readonly SchemaPrivilegesDescription[];
}

/** What a privilege set allows in one schema. `"*"` stands for all objects of the kind, also those made later. */
export interface SchemaPrivilegesDescription {
  /** A schema's name, or `"*"`: each that is made later. */
  readonly schema: string;
  readonly tables: readonly TablePrivileges[];
  readonly columns: readonly ColumnPrivileges[];
  readonly sequences: readonly SequencePrivileges[];
  /** Whether it says that no table that it names has a serial column. @default false */
  readonly needsNoSequence?: boolean;
  /** On functions and procedures; of those that a DBA's script finds, on functions that run as their caller and `definers`. */
  readonly functions: readonly string[];
  /** Names of SECURITY DEFINER routines and procedures that it may execute knowingly, or `"*"`. */
  readonly definers: readonly string[];
  /** On types made later. */
  readonly types: readonly string[];
}

export interface TablePrivileges {
  /** A table's name, or `"*"`. */
  readonly table: string;
  readonly privileges: readonly string[];
}

export interface SequencePrivileges {
  /** A sequence's name, or `"*"`. */
  readonly sequence: string;
  readonly privileges: readonly string[];
}

export interface ColumnPrivileges {
  readonly table: string;
  readonly privilege: string;
  readonly columns: readonly string[];
}

/** A connection of Vault to a PostgreSQL database. */
export interface PostgresConnectionDescription {
  readonly kind: "postgresql";
  /** Its name in Vault. */
  readonly name: string;
  /** The mount path of its engine. */
  readonly engine: string;
  /** Whether it was configured elsewhere and is only referred to here. */
  readonly imported: boolean;
  readonly database: DatabaseReference;
  /** Where the server listens, as Vault sees it. Unknown for an imported connection. */
  readonly endpoint?: EndpointDescription;
  /** Whether Vault rotates its root password as soon as it is configured. */
  readonly rotated: boolean;
  readonly tls: "verify-full" | "verify-ca" | "disable" | "unknown";
  /** The CA of the server's certificate, which Vault is given. @default - that of `caFile` */
  readonly ca?: CertificateSource;
  /** The CA's file on Vault's host. @default - the host's own CAs, unless there is a `ca` */
  readonly caFile?: string;
  /** By what Vault's account shows that it is Vault, besides its password. @default - by the password alone */
  readonly clientCertificate?: ClientCertificateDescription;
  /** What else is said about it. Unknown for an imported connection. */
  readonly settings?: PostgresConnectionSettings;
}

/** Files on Vault's host. */
export interface ClientCertificateDescription {
  /** libpq's `sslcert`. */
  readonly certFile: string;
  /** libpq's `sslkey`. */
  readonly keyFile: string;
}

/** Settings of a connection, by Vault's names. */
export interface PostgresConnectionSettings {
  /** The Go template that names of leased roles are made by. */
  readonly usernameTemplate: string;
  readonly maxOpenConnections: number;
  readonly maxIdleConnections: number;
  readonly maxConnectionLifetime: number;
  /** What changes the password of Vault's account. */
  readonly rootRotationStatements: readonly string[];
}

/** A role of the engine that leases PostgreSQL roles. */
export interface PostgresRoleDescription extends LeasedRoleDescription, SessionDescription {
  readonly database: DatabaseReference;
  /** The PostgreSQL role that a leased role is a member of. */
  readonly group: string;
  /** The name of the privilege set. */
  readonly privileges: string;
}

/** A static role of the engine: a PostgreSQL login that a stack makes, or a DBA. */
export interface PostgresStaticRoleDescription extends DatabaseStaticRoleDescription, SessionDescription {
  readonly database: DatabaseReference;
  /** The PostgreSQL role that the login is a member of. */
  readonly group: string;
  /** The name of the privilege set. */
  readonly privileges: string;
}
