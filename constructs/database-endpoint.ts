import type { HostsDescription } from "./access/endpoint-description";

/** Where a database's server listens. */
export interface DatabaseHost {
  /** A name or an IP address. */
  readonly host: string;
  /** Its port. @default 5432 */
  readonly port?: number;
}

/** Several servers with the same data, of which one takes writes: a primary and its standbys. */
export interface DatabaseHosts {
  /** Each of them, in the order in which they are asked. */
  readonly hosts: readonly DatabaseHost[];
  /** Which of them is taken. libpq's `target_session_attrs`. @default "read-write" */
  readonly targetSessionAttrs?: TargetSessionAttrs;
  /** Not beside `hosts`: one of both would be forgotten. */
  readonly host?: never;
}

/** One server, or several of which whoever connects takes the right one. */
export type DatabaseEndpoint = DatabaseHost | DatabaseHosts;

/**
 * libpq's `target_session_attrs`.
 *
 * @see PostgreSQL documentation, "Parameter Key Words",
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export type TargetSessionAttrs = HostsDescription["targetSessionAttrs"];
