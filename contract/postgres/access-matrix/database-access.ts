import { Fixture } from "../../fixture";
import type { BreakGlassDescription } from "../../../constructs";
import type { DatabaseContext } from "../database-context";
import type { UserContext } from "../role/user-context";
import { majorVersion } from "../server-version";
import type { Access, AccessMatrix, MatrixObject } from "./access-matrix";
import { grantedTo } from "./granted";
import { type DatabaseObject, objectsIn } from "./objects";
import { accessByCatalogs, accessByTrying } from "./role-access";
import { type FilledRow, otherRows, type Row, rowOf, rowsOfOtherLogins } from "./rows";
import { waysRound } from "./ways-round";

/** Who may do what in a database, read and tried when the first check asks for it. */
export class DatabaseAccess {
  /** What there is when every role has a lease. */
  readonly objects = new Fixture(async () => {
    await this.database.laterObjects.get();
    return this.database.probes.asSuperuser(objectsIn);
  });

  /** Whoever doesn't get in by Vault. */
  readonly others = new Fixture(() => this.fillOthers());

  /** All rows, all objects. */
  readonly matrix = new Fixture(() => this.fillMatrix());

  private readonly rows = new Map<UserContext, Fixture<FilledRow>>();

  /** @param users of all databases of the server */
  constructor(
    private readonly database: DatabaseContext,
    private readonly breakGlass: readonly BreakGlassDescription[],
    private readonly users: readonly UserContext[],
  ) {}

  /** The row of a role of Vault's, as its user tries it. */
  rowOf(user: UserContext): Promise<FilledRow> {
    const known = this.rows.get(user) ?? new Fixture(() => this.tryAs(user));
    this.rows.set(user, known);
    return known.get();
  }

  /** The row of an owner of the database's. */
  async rowOfOwner(name: string): Promise<FilledRow> {
    return (await this.others.get()).find(({ role }) => role.kind === "owner" && role.name === name)!;
  }

  /** What everybody may do. */
  async rowOfPublic(): Promise<FilledRow> {
    return (await this.others.get()).find(({ role }) => role.kind === "PUBLIC")!;
  }

  private async tryAs(user: UserContext): Promise<FilledRow> {
    const objects = await this.objects.get();
    const session = await user.session.get();
    const row = await rowOf(user, session);
    const granted = await this.database.probes.asSuperuser((each) =>
      grantedTo(row.names, objects, each, this.version),
    );
    return { ...row, access: await accessByTrying(objects, granted, session) };
  }

  private async fillOthers(): Promise<FilledRow[]> {
    const objects = await this.objects.get();
    const described = otherRows(this.database, this.breakGlass);
    return this.database.probes.asSuperuser(async (session) => {
      const logins = await rowsOfOtherLogins(session, await this.namesOf(described));
      const filled: FilledRow[] = [];
      for (const row of [...described, ...logins])
        filled.push({
          ...row,
          access: accessByCatalogs(objects, await grantedTo(row.names, objects, session, this.version)),
        });
      return filled;
    });
  }

  private get version(): number {
    return majorVersion(this.database.server);
  }

  /** Everybody on the server who is no other login. */
  private async namesOf(rows: readonly Row[]): Promise<string[]> {
    const users = await Promise.allSettled(this.users.map(({ user }) => user.get()));
    const { superuser, deployer } = this.database.server;
    return [
      ...rows.flatMap(({ names }) => names),
      ...users.flatMap((each) => (each.status === "fulfilled" ? [each.value.user] : [])),
      ...[superuser.user, deployer ?? []].flat(),
    ];
  }

  /** With the rows that could be tried: why others could not, their own checks say. */
  private async fillMatrix(): Promise<AccessMatrix> {
    const users = this.users.filter(({ database }) => database === this.database);
    const tried = await Promise.allSettled(users.map((user) => this.rowOf(user)));
    const objects = await this.objects.get();
    const others = await this.others.get();
    const rows = [...tried.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])), ...others];
    const { name, server } = this.database.database;
    return {
      database: { server, name },
      roles: rows.map(({ role }) => role),
      objects: objects.map((object, index) => columnOf(object, index, rows)),
      waysRound: await this.database.probes.asSuperuser((session) =>
        waysRound(session, objects, rows, this.version),
      ),
      tried: rows.reduce((sum, { access }) => sum + access.tried, 0),
      byCatalogs: rows.reduce((sum, { access }) => sum + access.byCatalogs, 0),
    };
  }
}

function columnOf(object: DatabaseObject, index: number, rows: readonly FilledRow[]): MatrixObject {
  const { kind, schema, name, owner, extension } = object;
  const access = rows.flatMap(({ role, access: { cells } }): Access[] => {
    const cell = cells[index]!;
    return Object.values(cell).some((each) => each.length) ? [{ role: role.name, ...cell }] : [];
  });
  return {
    kind,
    ...(schema !== undefined && { schema }),
    name,
    owner,
    ...(extension && { extension }),
    access,
  };
}
