import type { IssuingFunctions } from "../../../constructs/postgres/statements/issuing-functions";

/** Something that somebody tries with the functions that make leased roles, and what has to come of it. */
export interface Way {
  /** What is tried. */
  readonly name: string;
  /** What a superuser has done before. */
  readonly given?: (names: Names) => readonly string[];
  /** Who tries it. @default - Vault's account */
  readonly by?: (names: Names) => string;
  /** The statements, of which the last has to be refused. */
  readonly tries: (names: Names) => readonly string[];
  /**
   * How it is refused: the state and the message of the error. Nothing else will do: a statement that PostgreSQL doesn't
   * understand shows nothing. Where nothing is refused, what the roles of the server are like afterwards: as if a superuser had run these statements instead.
   */
  readonly ends: RegExp | ((names: Names) => readonly string[]);
  /** Whether it needs names that are like those of leased roles, and of no other. */
  readonly needsPattern?: boolean;
  /** The first version of PostgreSQL that it is for. @default - every one */
  readonly since?: number;
  /** Whether it needs the function that makes all others. Where a DBA makes them, there is none. */
  readonly needsInstall?: boolean;
}

/** Whom and what ways are about. */
export interface Names extends IssuingFunctions {
  /** Who owns the functions that issuers don't. */
  readonly deployer: string;
  /** A role of Vault's, and a name that it could lease. */
  readonly role: string;
  readonly newName: string;
  /** A lease of it, live. */
  readonly lease: string;
  readonly group: string;
  readonly maxTtl: number;
  /** The name of another role of Vault's, and a name that it could lease. Those of the only one where there is no other. */
  readonly otherRole: string;
  readonly otherName: string;
  /** Somebody who uses the server for something else. */
  readonly outsider: string;
  readonly superuser: string;
  /** The version of PostgreSQL: 18. */
  readonly version: number;
}
