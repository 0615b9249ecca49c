/**
 * Who may do what on which database for how long: what a stack describes, without a secret, as data.
 * Written as `access.json` next to the stack's `cdk.tf.json`; lists are sorted, every time is in seconds.
 */
export interface AccessManifest {
  readonly schemaVersion: 1;
  readonly stack: string;
  readonly engines: readonly EngineDescription[];
  readonly databases: readonly DatabaseDescription[];
  readonly connections: readonly ConnectionDescription[];
  readonly roles: readonly RoleDescription[];
  readonly authMethods: readonly AuthMethodDescription[];
  readonly workloads: readonly WorkloadDescription[];
  readonly auditDevices: readonly AuditDeviceDescription[];
  readonly breakGlass: readonly BreakGlassDescription[];
  readonly acknowledged: readonly AcknowledgementDescription[];
}

/** A mount of the database secrets engine. TTLs are unknown for one that was mounted elsewhere. */
export interface EngineDescription {
  readonly path: string;
  readonly managed: boolean;
  readonly defaultLeaseTtl?: number;
  readonly maxLeaseTtl?: number;
}

/** A database and the roles in it that are not leased. */
export interface DatabaseDescription {
  readonly name: string;
  /** Whether this stack makes it; otherwise a DBA does. */
  readonly managed: boolean;
  readonly owner: string;
  /** The account Vault logs in with. */
  readonly account: string;
  /** The NOLOGIN role that it acts as, with CREATEROLE. */
  readonly issuer: string;
  readonly schemas: readonly string[];
  /** One NOLOGIN role per privilege set. Empty for a database that is not described here. */
  readonly groups: readonly GroupDescription[];
}

export interface GroupDescription {
  readonly role: string;
  readonly privileges: PrivilegesDescription;
}

/** What a privilege set allows. `"*"` stands for all objects of the kind, also those made later. */
export interface PrivilegesDescription {
  /** `read_only`, `read_write`, `owner`, or the name given to `Privileges.of`. */
  readonly name: string;
  /** Whether its members act as the owner of the database. All the lists below are then empty. */
  readonly owner: boolean;
  /** Schemas with USAGE. */
  readonly schemas: readonly string[];
  readonly tables: readonly TablePrivileges[];
  readonly columns: readonly ColumnPrivileges[];
  readonly sequences: readonly string[];
  readonly functions: readonly string[];
  readonly types: readonly string[];
}

export interface TablePrivileges {
  /** A table's name, or `"*"`. */
  readonly table: string;
  readonly privileges: readonly string[];
}

export interface ColumnPrivileges {
  readonly table: string;
  readonly privilege: string;
  readonly columns: readonly string[];
}

/** A connection of Vault to a database. */
export interface ConnectionDescription {
  readonly name: string;
  /** The mount path of its engine. */
  readonly engine: string;
  /** False for one that was configured elsewhere (`fromName`). */
  readonly managed: boolean;
  readonly database: string;
  readonly endpoint?: { readonly host: string; readonly port: number };
  /** Whether Vault rotates its root password as soon as it is configured. */
  readonly rotated: boolean;
  readonly tls: "verify-full" | "verify-ca" | "disable" | "unknown";
}

/** A role of the engine: a template of leased roles. */
export interface RoleDescription {
  readonly name: string;
  /** The path a workload reads: `database/creds/app-readonly`. */
  readonly path: string;
  readonly engine: string;
  readonly connection: string;
  readonly database: string;
  /** The PostgreSQL role a leased role is a member of. */
  readonly group: string;
  /** The name of the privilege set. */
  readonly privileges: string;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  /** How long its passwords are, where a password policy says so. */
  readonly passwordLength?: number;
}

/** A mount of an auth method. */
export interface AuthMethodDescription {
  readonly type: "approle" | "kubernetes";
  readonly path: string;
  /** Whether this stack mounts it; otherwise somebody else did. */
  readonly managed: boolean;
}

/** Who logs in to Vault, how, and what they may read. */
export interface WorkloadDescription {
  readonly name: string;
  readonly auth: { readonly type: AuthMethodDescription["type"]; readonly path: string };
  readonly policy: string;
  /** The paths of the roles it may read credentials of. */
  readonly reads: readonly string[];
  /** `periodic`: renewed for ever, every `period`. `bounded`: gone after `maxTtl`. */
  readonly token:
    | { readonly kind: "periodic"; readonly period: number }
    | { readonly kind: "bounded"; readonly ttl: number; readonly maxTtl: number };
  /** How often, how long and from which networks a secret ID can be used. AppRole only. */
  readonly secretId?: {
    readonly ttl: number;
    readonly uses: number;
    readonly boundCidrs?: readonly string[];
  };
  /** Which service accounts may log in. Kubernetes only. */
  readonly kubernetes?: {
    readonly serviceAccounts: readonly string[];
    readonly namespaces: readonly string[];
    readonly audience: string;
  };
}

export interface AuditDeviceDescription {
  readonly path: string;
  readonly type: "file" | "syslog" | "socket";
}

/** An account for emergencies: it can't log in until a DBA opens it. */
export interface BreakGlassDescription {
  readonly role: string;
  readonly database: string;
}

/** A guardrail's finding that somebody accepted, and why. */
export interface AcknowledgementDescription {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}
