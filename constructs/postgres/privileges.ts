import type { PrivilegesDescription } from "../access/postgres-description";
import { sorted } from "../private/sorted";
import type { Problem } from "../private/validation";
import {
  describeSchema,
  type ReadOnlyProps,
  SchemaPrivileges,
  type SchemaPrivilegesProps,
} from "./schema-privileges";

/** A privilege set of one's own. What it allows by its own props, it allows in each of `schemas`. */
export interface PrivilegesProps extends SchemaPrivilegesProps {
  /** What to call it; the group role is `<database>_<name>`. */
  readonly name: string;
  /** Whether it may make temporary tables: TEMPORARY on the database. @default false */
  readonly temporary?: boolean;
  /**
   * Roles of PostgreSQL's own that it is a member of, such as `pg_monitor`. From PostgreSQL 16, who grants them needs ADMIN OPTION
   * on them, which a managed service's administrator has on some.
   * @default - none
   * @see PostgreSQL documentation, "Predefined Roles",
   * https://www.postgresql.org/docs/current/predefined-roles.html
   */
  readonly memberOf?: readonly string[];
  /** Schemas with USAGE; `"*"` is each that is made later. @default - every schema of the database; none where only `bySchema` says what is allowed */
  readonly schemas?: readonly string[];
  /**
   * What it allows in other schemas: `{ sales: SchemaPrivileges.readWrite(), stock: SchemaPrivileges.readOnly() }`.
   * @default - nothing
   */
  readonly bySchema?: Readonly<Record<string, SchemaPrivilegesProps>>;
}

/**
 * What a leased role may do in its database. Each set becomes one NOLOGIN group role with grants on what is
 * there and default privileges on what the owner makes later; leased roles are its members.
 *
 * @see PostgreSQL documentation, "Privileges" and "Role Membership",
 * https://www.postgresql.org/docs/current/ddl-priv.html
 */
export class Privileges {
  /**
   * Reads every table, view and sequence. As views and row security policies call functions as whoever reads, it executes
   * functions, too: those of the owner that run as their caller do nothing that a reader may not do itself. Those that run as
   * their owner do, so a DBA's script leaves out those it finds, and procedures; of what the owner makes later, and in what
   * Terraform makes, PostgreSQL can't tell them apart.
   */
  static readOnly(props: ReadOnlyProps = {}): Privileges {
    return new Privileges({ name: "read_only", ...SchemaPrivileges.readOnly(props) });
  }

  /** Reads and writes every table, uses every sequence, executes every function and procedure. No DDL. */
  static readWrite(): Privileges {
    return new Privileges({ name: "read_write", ...SchemaPrivileges.readWrite() });
  }

  /**
   * Acts as the database's owner, or as another one of `otherOwners`: for migrations. What it makes belongs to that owner.
   *
   * @param name that of the other owner
   */
  static owner(name?: string): Privileges {
    return new Privileges({ name: name ?? "owner" }, true, name);
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
    /** The role of `Privileges.owner(name)`. @default - the database's owner */
    readonly ownerName?: string,
  ) {}

  /** The set's name, which two sets of a database may not share. */
  get name(): string {
    return this.props.name;
  }

  /** The set as plain data, in a database with these schemas, and with these for extensions, which it may use. */
  describe(
    databaseSchemas: readonly string[],
    extensionSchemas: readonly string[] = [],
  ): PrivilegesDescription {
    const { name, bySchema = {}, temporary, memberOf = [] } = this.props;
    const schemas = this.isOwner ? [] : [...this.uniformSchemas(databaseSchemas), ...Object.keys(bySchema)];
    const used = this.isOwner ? [] : extensionSchemas.filter((schema) => !schemas.includes(schema));
    return {
      name,
      owner: this.isOwner,
      ...(temporary && { temporary }),
      ...(memberOf.length && { memberOf: sorted(memberOf) }),
      schemas: sorted([...schemas, ...used]).map((schema) =>
        describeSchema(schema, used.includes(schema) ? {} : (bySchema[schema] ?? this.props)),
      ),
    };
  }

  /** What can't be told from its description: what it names without saying of which schema. */
  problems(databaseSchemas: readonly string[]): Problem[] {
    if (this.isOwner) return [];
    const { name, bySchema = {} } = this.props;
    const schemas = sorted(this.uniformSchemas(databaseSchemas));
    const rule = "privileges-schema";
    return [
      ...schemas
        .filter((schema) => schema in bySchema)
        .map((schema) => ({
          rule,
          message: `privilege set "${name}" has schema "${schema}" under schemas and under bySchema`,
          fix: "list it under one of the two",
        })),
      ...(schemas.length > 1 ? this.namedKinds : []).map((kind) => ({
        rule,
        message: `privilege set "${name}" names ${kind}, which can be in any of its ${schemas.length} schemas`,
        fix: `name the ${kind} under bySchema, by the schema that they are in`,
      })),
    ];
  }

  /** The kinds of objects that it names by its own props. */
  private get namedKinds(): string[] {
    const { tables = {}, columns = {}, sequences = [], definers = [] } = this.props;
    const named = {
      tables: [...Object.keys(tables), ...Object.keys(columns)],
      sequences: Array.isArray(sequences) ? [] : Object.keys(sequences),
      routines: definers,
    };
    return Object.entries(named)
      .filter(([, names]) => names.some((each) => each !== "*"))
      .map(([kind]) => kind);
  }

  /** The schemas in each of which it allows the same. */
  private uniformSchemas(databaseSchemas: readonly string[]): readonly string[] {
    const { schemas, bySchema = {}, tables, columns, sequences, functions, definers, types } = this.props;
    if (schemas) return schemas;
    const saysMore = [tables, columns, sequences, functions, definers, types].some(
      (prop) => prop !== undefined,
    );
    if (this.props.bySchema && !saysMore) return [];
    // What isn't there has nothing to name.
    const isLater = (schema: string) => schema === "*" && this.namedKinds.length > 0;
    return databaseSchemas.filter((schema) => !(schema in bySchema) && !isLater(schema));
  }
}
