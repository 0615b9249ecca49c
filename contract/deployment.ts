import type { AccessManifest } from "../constructs";
import type { VaultClient } from "./vault-client";

/** A deployed stack on live servers, with everything the contract needs to try it. */
export interface Deployment {
  /** What is expected. */
  readonly access: AccessManifest;
  /** Vault, as somebody who may do everything. */
  readonly vault: VaultClient;
  /** The server a database is on. */
  serverOf(database: string): PostgresServer;
  /** The passwords that accounts had before Vault rotated them, by connection. */
  readonly bootstrapPasswords: ReadonlyMap<string, string>;
  /** Everything an audit device has written so far. */
  auditLog(path: string): Promise<string>;
  /** Issues service account tokens, where workloads log in by Kubernetes. */
  readonly kubernetes?: ServiceAccountTokens;
  /** Applies the same stack once more. */
  applyAgain(): Promise<void>;
}

export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  readonly superuser: { readonly user: string; readonly password: string };
  /** The CA of its certificate, in PEM, where it speaks TLS. */
  readonly ca?: string;
}

export interface ServiceAccountTokens {
  /** Whether it can issue one that has expired already. */
  readonly issuesExpired: boolean;
  issue(claims: ServiceAccountClaims): Promise<string>;
}

export interface ServiceAccountClaims {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly audience: string;
  /** Negative for one that has expired. */
  readonly ttlSeconds: number;
}
