import type { GroupDescription, PrivilegesDescription } from "../../access/postgres-description";
import { type DescribedSchemas, grantedSchemas } from "../database-schemas";
import type { DatabaseGroup } from "../i-postgres-database";
import type { Privileges } from "../privileges";
import type { Problem } from "../../private/validation";

/** The group roles of one database: one per privilege set, by the set's name. */
export class DatabaseGroups {
  private readonly known = new Map<string, { privileges: Privileges; group: DatabaseGroup }>();
  private readonly clashing = new Set<string>();

  constructor(private readonly schemas: DescribedSchemas) {}

  /** The group of a set, made on first use. */
  of(privileges: Privileges, make: () => DatabaseGroup): DatabaseGroup {
    const known = this.known.get(privileges.name);
    if (known) {
      if (!isSame(known.privileges, privileges)) this.clashing.add(privileges.name);
      return known.group;
    }
    const group = make();
    this.known.set(privileges.name, { privileges, group });
    return group;
  }

  /** The names of the sets that were asked for, but for those of owners: these have groups of their own. */
  get names(): string[] {
    return [...this.known].flatMap(([name, { privileges }]) => (privileges.isOwner ? [] : [name])).sort();
  }

  /** A set as plain data, in this database. */
  describeSet(privileges: Privileges): PrivilegesDescription {
    return privileges.describe(grantedSchemas(this.schemas), this.schemas.extensionSchemas);
  }

  describe(): GroupDescription[] {
    return [...this.known.values()]
      .map(({ privileges, group }) => ({
        role: group.roleName,
        privileges: this.describeSet(privileges),
      }))
      .sort((a, b) => (a.role < b.role ? -1 : 1));
  }

  problems(): Problem[] {
    const databaseSchemas = grantedSchemas(this.schemas);
    const clashes = [...this.clashing].map((name) => ({
      rule: "privileges-name",
      message: `two different privilege sets are called "${name}"`,
      fix: "give each set its own name, or use one set for both roles",
    }));
    const sets = [...this.known.values()];
    return [...clashes, ...sets.flatMap(({ privileges }) => privileges.problems(databaseSchemas))];
  }
}

function isSame(one: Privileges, other: Privileges): boolean {
  const schemas = ["public", "*"];
  return JSON.stringify(one.describe(schemas)) === JSON.stringify(other.describe(schemas));
}
