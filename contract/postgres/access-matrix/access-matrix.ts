import type { DatabaseReference } from "../../../constructs";

/** What each role may do to each object of a database, and what it may do besides. Without a secret, as data. */
export interface AccessMatrix {
  readonly database: DatabaseReference;
  readonly roles: readonly MatrixRole[];
  readonly objects: readonly MatrixObject[];
  /** Ways to something that no grant on it shows. */
  readonly waysRound: readonly WayRound[];
  /** How many acts were tried, each in a transaction that was rolled back. */
  readonly tried: number;
  /** How many the catalogs alone tell. */
  readonly byCatalogs: number;
}

/** A row: somebody who logs in, or whom somebody acts as. */
export interface MatrixRole {
  /** Of a role of Vault's its path, else its name in PostgreSQL. */
  readonly name: string;
  readonly kind: RoleKind;
  /** Whom it acts as when it logs in. @default - as itself */
  readonly actsAs?: string;
  /** The name of its privilege set. */
  readonly privileges?: string;
  /** Whether its acts were tried. @default - the catalogs tell them */
  readonly isTried: boolean;
}

export type RoleKind =
  "leased role" | "static role" | "owner" | "Vault's account" | "break-glass role" | "other login" | "PUBLIC";

export type ObjectKind =
  | "database"
  | "schema"
  | "table"
  | "view"
  | "materialized view"
  | "foreign table"
  | "sequence"
  | "function"
  | "procedure"
  | "aggregate"
  | "window function"
  | "type";

/** A column: something that privileges are granted on. */
export interface MatrixObject {
  readonly kind: ObjectKind;
  /** The schema that it is in. Neither a database nor a schema is in one. */
  readonly schema?: string;
  /** As PostgreSQL has it, without quotes; a routine's with the types of its arguments. */
  readonly name: string;
  readonly owner: string;
  /** The extension that it came with. */
  readonly extension?: string;
  /** What roles may do to it. Whoever isn't named may do nothing. */
  readonly access: readonly Access[];
}

/** A cell. */
export interface Access {
  /** The row's name. */
  readonly role: string;
  /** Privileges, with that on its schema; `OWNER` for what only its owner may do, such as to drop it. */
  readonly may: readonly string[];
  /** Privileges on some of its columns. */
  readonly columns?: readonly ColumnAccess[];
  /** What is granted, and refused all the same when it is tried: why. */
  readonly refused?: readonly { readonly privilege: string; readonly because: string }[];
  /** Privileges that the catalogs alone tell, where others like them are tried. */
  readonly byCatalogs?: readonly string[];
}

export interface ColumnAccess {
  readonly privilege: string;
  readonly columns: readonly string[];
}

/** Something that a role gets at by another way than a grant on it. */
export interface WayRound {
  readonly kind:
    | "SECURITY DEFINER routine"
    | "view with its owner's rights"
    | "parent of other tables"
    | "policy by user"
    | "policy by setting"
    | "left to PUBLIC"
    | "user mapping"
    | "attribute"
    | "membership";
  /** What it is about: a routine, a view, a table, a database, a role. */
  readonly object: string;
  /** Rows that have it. */
  readonly roles: readonly string[];
  /** In words, what it leads to. */
  readonly leadsTo: string;
  /** Those of the rows whose description it breaks. */
  readonly breaks: readonly string[];
}
