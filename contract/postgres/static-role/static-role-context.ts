import type { StaticRoleDescription } from "../../../constructs";
import { Fixture } from "../../fixture";
import type { StaticCredential, StaticCredentials } from "../../static-credentials";
import type { DatabaseContext } from "../database-context";
import { UserContext } from "../role/user-context";

/** What the checks of a static role, whose user is a PostgreSQL login, share. */
export class StaticRoleContext extends UserContext {
  /** The credential as it is first read. */
  readonly user = new Fixture(() => this.read());
  readonly session = new Fixture(async () => this.open(await this.user.get()));

  constructor(
    override readonly role: StaticRoleDescription,
    database: DatabaseContext,
    private readonly credentials: StaticCredentials,
  ) {
    super(role, database);
  }

  /** The credential as it is now. */
  read(): Promise<StaticCredential> {
    return this.credentials.read(this.role.path);
  }

  /** Has Vault change its password now, as it does by itself when that is due. */
  rotate(): Promise<void> {
    const { engine, name } = this.role;
    return this.credentials.rotate(engine, name);
  }

  async close(): Promise<void> {
    await this.session.undo((session) => session.close());
  }
}
