import type { PrivilegesDescription } from "../access/postgres-description";

/** @see PostgreSQL documentation, "Privileges" */
export type TablePrivilege =
  "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "TRUNCATE" | "REFERENCES" | "TRIGGER";

/** @see PostgreSQL documentation, "Privileges" */
export type ColumnPrivilege = "SELECT" | "INSERT" | "UPDATE" | "REFERENCES";

/** @see PostgreSQL documentation, "Privileges" */
export type SequencePrivilege = "SELECT" | "USAGE" | "UPDATE";

/** A privilege set of one's own. */
export interface PrivilegesProps {
  /** What to call it; the group role is `<database>_<name>`. */
  readonly name: string;
  /** Schemas with USAGE. @default - every schema of the database */
  readonly schemas?: readonly string[];
  /**
   * Privileges by table. `"*"` stands for all tables, also those made later; named tables must exist
   * when this is deployed.
   * @default - none
   */
  readonly tables?: Readonly<Record<string, readonly TablePrivilege[]>>;
  /** Columns by table and privilege: `{ customer: { SELECT: ["id", "name"] } }`. @default - none */
  readonly columns?: Readonly<Record<string, Readonly<Partial<Record<ColumnPrivilege, readonly string[]>>>>>;
  /** On all sequences, also those made later. @default - none */
  readonly sequences?: readonly SequencePrivilege[];
  /** Whether all functions and procedures, also those made later, may be executed. @default false */
  readonly functions?: boolean;
  /** Whether types made later may be used in definitions. @default false */
  readonly types?: boolean;
}

/**
 * What a leased role may do in its database. Each set becomes one NOLOGIN group role with grants on what is
 * there and default privileges on what the owner makes later; leased roles are its members.
 *
 * @see PostgreSQL documentation, "Privileges" and "Role Membership"
 */
export class Privileges {
  /** Reads every table and sequence. */
  static readOnly(): Privileges {
    return new Privileges({
      name: "read_only",
      tables: { "*": ["SELECT"] },
      sequences: ["SELECT"],
      types: true,
    });
  }

  /** Reads and writes every table, uses every sequence, executes every function and procedure. No DDL. */
  static readWrite(): Privileges {
    return new Privileges({
      name: "read_write",
      tables: { "*": ["SELECT", "INSERT", "UPDATE", "DELETE"] },
      sequences: ["SELECT", "USAGE"],
      functions: true,
      types: true,
    });
  }

  /** Acts as the database's owner: for migrations. What it makes belongs to the owner. */
  static owner(): Privileges {
    return new Privileges({ name: "owner" }, true);
  }

  /** A privilege set of one's own. */
  static of(props: PrivilegesProps): Privileges {
    return new Privileges(props);
  }

  private constructor(
    /** What was asked for. */
    readonly props: PrivilegesProps,
    /** Whether this is `Privileges.owner()`. */
    readonly isOwner: boolean = false,
  ) {}

  /** The set's name, which two sets of a database may not share. */
  get name(): string {
    return this.props.name;
  }

  /** The set as plain data, in a database with these schemas. */
  describe(databaseSchemas: readonly string[]): PrivilegesDescription {
    const {
      name,
      schemas = databaseSchemas,
      tables = {},
      columns = {},
      sequences = [],
      functions,
      types,
    } = this.props;
    return {
      name,
      owner: this.isOwner,
      schemas: this.isOwner ? [] : sorted(schemas),
      tables: byKey(tables).map(([table, privileges]) => ({ table, privileges: sorted(privileges) })),
      columns: byKey(columns).flatMap(([table, privileges]) =>
        byKey(privileges).map(([privilege, names]) => ({
          table,
          privilege,
          columns: sorted(names ?? []),
        })),
      ),
      sequences: sorted(sequences),
      functions: functions ? ["EXECUTE"] : [],
      types: types ? ["USAGE"] : [],
    };
  }
}

function byKey<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** In one order, each once. */
function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
