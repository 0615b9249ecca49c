import type { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { SessionDescription } from "../access/session-description";
import type { Privileges } from "./privileges";

/** A PostgreSQL database whose roles Vault can lease. */
export interface IPostgresDatabase extends IConstruct {
  readonly databaseName: string;
  /** The NOLOGIN role that everything in the database belongs to. */
  readonly ownerName: string;
  /** It, and other roles that own things in the database. */
  readonly ownerNames: readonly string[];
  /** The account Vault logs in with. */
  readonly accountName: string;
  readonly schemas: readonly string[];
  /** Schemas with extensions, which every login has on its `search_path`. */
  readonly extensionSchemas: readonly string[];
  /** What must be there before Vault can connect. */
  readonly accountDependencies: readonly ITerraformDependable[];
  /** The server it is on. @default - the stack's `postgresql` provider */
  readonly provider?: PostgresqlProvider;
  /** The schema with functions by which Vault leases roles. @default - none: statements make them */
  readonly issuingSchema?: string;
  /** The body of the function that makes those, where a rotation calls it. */
  installation?(): string | undefined;
  /** What `access.json` calls that server. */
  readonly server: string;
  /** The group role of a privilege set; made on first use. */
  group(privileges: Privileges): DatabaseGroup;
  /** The login of a static role, a member of the group of its privilege set. */
  addLogin(roleName: string, privileges: Privileges, session: SessionDescription): DatabaseLogin;
  /**
   * Called by each connection to it.
   * @returns whether it could give Vault's account its first password: not for an imported database, nor twice
   */
  connect(connection: NewPostgresConnection): boolean;
}

/** What a connection tells its database. */
export interface NewPostgresConnection {
  /** Where the server listens: `host:port`. */
  readonly server: string;
  /** The account's first password. */
  readonly password: string;
  /** A higher one means another password. */
  readonly generation: number;
  /** By it Vault revokes leases. It is destroyed after what is refused while there are any. */
  readonly resource: ITerraformDependable;
}

/** The PostgreSQL role that leased roles become members of. */
export interface DatabaseGroup {
  readonly roleName: string;
  /** What must be there before a role can be leased. */
  readonly dependencies: readonly ITerraformDependable[];
}

/** A PostgreSQL role that logs in by a password that Vault changes. */
export interface DatabaseLogin {
  /** The group that it is a member of. */
  readonly group: string;
  /** What has its name on the server, for a claim. */
  readonly kind: string;
  /** Whether a DBA makes it, and may have done so before, under whatever name. */
  readonly imported: boolean;
  /** What must be there before Vault can change its password. */
  readonly dependencies: readonly ITerraformDependable[];
}
