import type { AccessManifest, DatabaseReference } from "../constructs";
import type { PostgresAddress } from "../clients/postgres-session";
import type { VaultClient } from "../clients/vault-client";
import type { WrittenResource } from "../policies";
import type { Ability } from "./abilities";
import type { VaultBefore } from "./vault/vault-before";

/** A deployed stack on live servers, with everything the contract needs to try it. */
export interface Deployment {
  /** What is expected. */
  readonly access: AccessManifest;
  /** What can be done with it. What else is here is used by checks that need it, and by no others. */
  readonly abilities: ReadonlySet<Ability>;
  /** Vault, as somebody who may do everything. */
  readonly vault: VaultClient;
  /** The server a database is on. */
  serverOf(database: DatabaseReference): PostgresServer;
  /** The passwords that accounts had before Vault rotated them, by connection: `database/appdb`. */
  readonly bootstrapPasswords: ReadonlyMap<string, string>;
  /** What the stack writes to Vault. */
  readonly resources: readonly WrittenResource[];
  /** What synthesis wrote next to the stack, by name: policies for who deploys and who plans, what a DBA runs. */
  readonly files: ReadonlyMap<string, string>;
  /** What the server of a database has logged so far, with every statement that makes or changes something. */
  serverLog(database: DatabaseReference): string;
  /** Whom a connection with verified TLS must not talk to. */
  readonly impostors: readonly Impostor[];
  /** Everything an audit device has written so far. */
  auditLog(path: string): Promise<string>;
  readonly kubernetes: ServiceAccountTokens;
  /** Vault right before the stack was applied. */
  readonly vaultBefore: VaultBefore;
  /** Applies the same stack once more. */
  applyAgain(): Promise<void>;
}

export interface PostgresServer extends PostgresAddress {
  readonly superuser: { readonly user: string; readonly password: string };
  /** Who deploys: PostgreSQL makes it an administrator of the roles it makes. */
  readonly deployer?: string;
}

/** Somebody who listens like a PostgreSQL server, and is not one. */
export interface Impostor {
  /** What is wrong with its certificate. */
  readonly kind: "unknown-ca" | "other-host";
  readonly host: string;
  readonly port: number;
  /** Whether a client said more to it than that it wants TLS. */
  readonly wasTrusted: () => boolean;
}

export interface ServiceAccountTokens {
  issue(claims: ServiceAccountClaims): Promise<string>;
}

export interface ServiceAccountClaims {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly audience: string;
  /** Negative for one that has expired. */
  readonly ttlSeconds: number;
}
