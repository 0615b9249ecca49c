import type { Session } from "../../../../clients/postgres-session";
import type { PrivilegesDescription } from "../../../../constructs";
import { SET_OPTION } from "../../server-version";
import type { WayRound } from "../access-matrix";
import { FAMILY, type Family } from "../kinds";
import type { DatabaseObject } from "../objects";
import type { FilledRow } from "../rows";

/** Finds the ways of one kind. */
export type FindWays = (surroundings: Surroundings) => Promise<WayRound[]>;

/** What ways round are looked for in. */
export class Surroundings {
  private readonly positions: ReadonlyMap<string, number>;

  constructor(
    readonly session: Session,
    readonly objects: readonly DatabaseObject[],
    readonly rows: readonly FilledRow[],
    private readonly version: number,
  ) {
    this.positions = new Map(objects.map(({ kind, oid }, index) => [`${FAMILY[kind]} ${oid}`, index]));
  }

  /** An object by its OID. Not those that PostgreSQL brings along. */
  object(family: Family, oid: number): DatabaseObject | undefined {
    return this.objects[this.positions.get(`${family} ${oid}`) ?? -1];
  }

  /** What a row may do to it. */
  may({ access }: FilledRow, { kind, oid }: Pick<DatabaseObject, "kind" | "oid">): readonly string[] {
    return access.cells[this.positions.get(`${FAMILY[kind]} ${oid}`) ?? -1]?.may ?? [];
  }

  /** Whether it reads at least a column of it. */
  isReader({ access }: FilledRow, { kind, oid }: Pick<DatabaseObject, "kind" | "oid">): boolean {
    const { may = [], columns = [] } = access.cells[this.positions.get(`${FAMILY[kind]} ${oid}`) ?? -1] ?? {};
    return may.includes("SELECT") || columns.some(({ privilege }) => privilege === "SELECT");
  }

  /** Users, whether they inherit from a role or only can act as it, as SQL on `name` and `r.oid`. */
  get isMemberSql(): string {
    // From PostgreSQL 16 somebody can be a member who does neither.
    const isEither = "(pg_has_role(name, r.oid, 'USAGE') OR pg_has_role(name, r.oid, 'SET'))";
    return this.version >= SET_OPTION ? isEither : "pg_has_role(name, r.oid, 'MEMBER')";
  }
}

export const namesOf = (rows: readonly FilledRow[]) => rows.map(({ role }) => role.name);

const WRITES = ["INSERT", "UPDATE", "DELETE", "TRUNCATE"];

/** Whether a privilege set writes anything. */
export function isWriting({ owner, schemas }: PrivilegesDescription): boolean {
  const isSome = (privileges: readonly string[]) => privileges.some((each) => WRITES.includes(each));
  return (
    owner ||
    schemas.some(
      ({ tables, columns }) =>
        tables.some(({ privileges }) => isSome(privileges)) ||
        columns.some(({ privilege }) => isSome([privilege])),
    )
  );
}
