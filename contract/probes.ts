import type { DatabaseDescription } from "../constructs";
import type { PostgresServer } from "./deployment";
import { Session } from "./session";

/** Where roles must not get: a schema that no privilege set names. */
export const OTHER_SCHEMA = "contract_other";
/** PostgreSQL cuts longer names off. */
const MAX_BYTES = 63;
export const BEFORE = "contract_before";
export const AFTER = "contract_after";

/** Objects made by the owner for checks to try their privileges on. */
export class Probes {
  constructor(
    readonly server: PostgresServer,
    readonly database: DatabaseDescription,
  ) {}

  /** As the server's superuser. */
  asSuperuser<Result>(action: (session: Session) => Promise<Result>): Promise<Result> {
    return Session.with(this.server, this.database.name, this.server.superuser, action);
  }

  /** Makes tables, sequences, functions and types with that name in every schema, as the owner does. */
  async make(name: string): Promise<void> {
    await this.asSuperuser(async (session) => {
      await session.query(`SET ROLE "${this.database.owner}"`);
      for (const schema of this.database.schemas) {
        await session.query(`CREATE TABLE "${schema}".${name} (id int, note text)`);
        await session.query(`CREATE SEQUENCE "${schema}".${name}_sequence`);
        await session.query(
          `CREATE FUNCTION "${schema}".${name}_function() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
        );
        await session.query(`CREATE TYPE "${schema}".${name}_type AS ENUM ('one')`);
      }
    });
  }

  /** Makes what is outside every privilege set. */
  async makeOther(): Promise<void> {
    await this.asSuperuser(async (session) => {
      await session.query(`CREATE SCHEMA ${OTHER_SCHEMA}`);
      await session.query(`CREATE TABLE ${OTHER_SCHEMA}.secret (id int)`);
      await session.query(`CREATE DATABASE "${this.otherDatabase}"`);
      await session.query(`REVOKE CONNECT ON DATABASE "${this.otherDatabase}" FROM PUBLIC`);
    });
  }

  /** A database next to this one, as closed as those that are described. */
  get otherDatabase(): string {
    return `contract_other_${this.database.name}`.slice(0, MAX_BYTES);
  }

  /** Somebody who has a login on the server, but nothing to do with the database. */
  get outsider(): string {
    return `contract_outsider_${this.database.name}`.slice(0, MAX_BYTES);
  }
}
