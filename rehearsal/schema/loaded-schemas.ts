import type { AccessManifest, DatabaseDescription, DatabaseReference } from "../../constructs";
import type { PostgresServer } from "../../contract/deployment";
import { isSameDatabase } from "../../contract/difference";
import { loginsOf } from "../../contract/postgres/described-server";
import type { LoadedSchema } from "../../contract/postgres/loaded-schema";
import type { Substitution } from "../stack/substitutions";
import { loadSchema, type SchemaLoad } from "./load-schema";
import type { LoadingPlace } from "./loading-plan";
import type { DatabaseSchema } from "./schemas";

/** The schemas that databases of a stack had before it was applied. */
export class LoadedSchemas {
  private readonly loads: Map<DatabaseSchema, SchemaLoad>;
  private readonly finished: Set<SchemaLoad>;

  /** @param earlier what was loaded for the same stack as it was */
  constructor(
    private readonly schemas: readonly DatabaseSchema[],
    private readonly access: AccessManifest,
    private readonly serverOf: (database: DatabaseReference) => PostgresServer,
    earlier?: LoadedSchemas,
  ) {
    this.loads = new Map(earlier?.loads);
    this.finished = new Set(earlier?.finished);
  }

  /** What was put in place of what this server hasn't. */
  get substitutions(): Substitution[] {
    return [...this.loads.values()].flatMap(({ substitutions }) => substitutions);
  }

  /** Whether a file says what a database had. */
  has(database: DatabaseReference): boolean {
    return this.schemaFor(database) !== undefined;
  }

  /** What was loaded into a database. */
  of(database: DatabaseReference): LoadedSchema | undefined {
    const schema = this.schemaFor(database);
    return schema && this.loads.get(schema)?.schema;
  }

  /**
   * Loads the schema of a database that is there, unless it is loaded.
   *
   * @throws RehearsalError when it can't be
   */
  async load(database: DatabaseDescription): Promise<void> {
    const schema = this.schemaFor(database);
    if (!schema || this.loads.has(schema)) return;
    const server = this.serverOf(database);
    this.loads.set(schema, await loadSchema(schema.file, server, this.placeIn(database, server)));
  }

  /** Loads what is left once the stack is applied: schemas of databases without a grant, and what needs the stack's roles. */
  async finish(): Promise<void> {
    for (const database of this.access.databases) await this.load(database);
    for (const load of this.loads.values()) {
      if (!this.finished.has(load)) await load.finish();
      this.finished.add(load);
    }
  }

  private schemaFor(database: DatabaseReference): DatabaseSchema | undefined {
    return this.schemas.find((schema) => isSameDatabase(schema.database, database));
  }

  private placeIn(database: DatabaseDescription, server: PostgresServer): LoadingPlace {
    const { name, owner, imported, otherOwners = [] } = database;
    const owners = [owner, ...otherOwners.map(({ role }) => role)];
    const { databases, breakGlass } = this.access;
    const ownRoles = databases.flatMap((each) => [
      ...[each.account, each.issuer, each.publicRole ?? []].flat(),
      ...each.groups.filter(({ privileges }) => !privileges.owner).map(({ role }) => role),
      ...loginsOf(this.access, each).map(({ userName }) => userName),
    ]);
    return {
      database: name,
      owner,
      otherOwners: imported ? undefined : owners.slice(1),
      ownRoles: new Set([...ownRoles, ...breakGlass.map(({ role }) => role)]),
      knownRoles: new Set([...owners, server.superuser.user, server.deployer ?? server.superuser.user]),
    };
  }
}
