import { inSharedSession } from "../../clients/session-pool";
import type { DatabaseDescription } from "../../constructs";
import type { PostgresServer } from "../deployment";
import { type Session } from "../../clients/postgres-session";

/** Where roles must not get: a schema that no privilege set names. */
export const OTHER_SCHEMA = "contract_other";
/** What was there before the stack granted anything. */
export const BEFORE = "contract_before";
/** What was made when a credential was out already. */
export const AFTER = "contract_after";

/** The names of tables that a leased role owned, or was granted, when it was revoked, begin so. */
export const LEFT = "contract_left";

/** Objects made by the owner for checks to try their privileges on. */
export class Probes {
  constructor(
    readonly server: PostgresServer,
    readonly database: DatabaseDescription,
    /** Tells apart what is made for each of several databases. */
    private readonly number = 1,
  ) {}

  /** As the server's superuser. */
  asSuperuser<Result>(action: (session: Session) => Promise<Result>): Promise<Result> {
    return inSharedSession(this.server, this.database.name, this.server.superuser, action);
  }

  /** As the owner of the database. */
  asOwner(action: (session: Session) => Promise<void>): Promise<void> {
    return this.asSuperuser(async (session) => {
      await session.query(`SET ROLE "${this.database.owner}"`);
      await action(session);
    });
  }

  /** Makes objects that grants reach, as the owner; does nothing when they are there. */
  async makeEarlier(): Promise<void> {
    await this.asOwner(async (session) => {
      for (const schema of this.database.schemas) await this.make(session, schema, BEFORE);
    });
  }

  /** Makes objects that only default privileges reach, as the owner. */
  async makeLater(): Promise<void> {
    await this.asOwner(async (session) => {
      for (const schema of this.database.schemas) {
        await this.make(session, schema, AFTER);
        // Types have default privileges alone.
        await session.query(`CREATE TYPE "${schema}".${AFTER}_type AS ENUM ('one')`);
      }
    });
  }

  private async make(session: Session, schema: string, name: string): Promise<void> {
    await session.query(`CREATE TABLE IF NOT EXISTS "${schema}".${name} (id int, note text)`);
    await session.query(`CREATE SEQUENCE IF NOT EXISTS "${schema}".${name}_sequence`);
    await session.query(
      `CREATE OR REPLACE FUNCTION "${schema}".${name}_function() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
    );
    await session.query(
      `CREATE OR REPLACE PROCEDURE "${schema}".${name}_procedure() LANGUAGE sql AS 'SELECT 1'`,
    );
  }

  /** Makes what is outside every privilege set. */
  async makeOther(): Promise<void> {
    await this.asSuperuser(async (session) => {
      await session.query(`CREATE SCHEMA ${OTHER_SCHEMA}`);
      await session.query(`CREATE TABLE ${OTHER_SCHEMA}.secret (id int)`);
    });
  }

  /** Somebody who has a login on the server, but nothing to do with the database. */
  get outsider(): string {
    return `contract_outsider_${this.number}`;
  }
}
