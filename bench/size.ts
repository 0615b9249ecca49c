import type { PostgresVersion } from "../rehearsal/servers/postgres-binaries";

/** How much is measured. */
export interface Size {
  readonly postgres: readonly PostgresVersion[];
  readonly tables: readonly number[];
  readonly live: readonly number[];
  /** To end thousands takes minutes. */
  readonly liveByStatements: readonly number[];
  readonly clients: readonly number[];
  readonly databases: readonly number[];
  /** How often a request is made for its median. */
  readonly times: number;
}

export const QUICK: Size = {
  postgres: [18],
  tables: [10, 1_000],
  live: [0, 500],
  liveByStatements: [0, 500],
  clients: [1, 16],
  databases: [10, 100],
  times: 20,
};

export const FULL: Size = {
  postgres: [18, 17, 16, 15],
  tables: [10, 100, 1_000, 10_000],
  live: [0, 100, 1_000, 10_000],
  liveByStatements: [0, 100, 1_000],
  clients: [1, 2, 4, 8, 16, 32, 64],
  databases: [10, 100, 1_000],
  times: 100,
};
