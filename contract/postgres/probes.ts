import { inSharedSession } from "../../clients/session-pool";
import type { DatabaseDescription } from "../../constructs";
import type { PostgresServer } from "../deployment";
import { type Session } from "../../clients/postgres-session";
import { placesOf } from "./places";
import { AFTER, BEFORE } from "./probe-names";

/** The names of tables that a leased role owned, or was granted, when it was revoked, begin so. */
export const LEFT = "contract_left";

/** What revocations did, as an event trigger saw it. */
export const WATCH = "contract_watch";

/** Objects made by the owner for checks to try their privileges on. */
export class Probes {
  constructor(
    readonly server: PostgresServer,
    readonly database: DatabaseDescription,
  ) {}

  /** As the server's superuser. */
  asSuperuser<Result>(action: (session: Session) => Promise<Result>): Promise<Result> {
    return inSharedSession(this.server, this.database.name, this.server.superuser, action);
  }

  /** As the owner of the database, or as another one. */
  asOwner(action: (session: Session) => Promise<void>, owner = this.database.owner): Promise<void> {
    return this.asSuperuser(async (session) => {
      await session.query(`SET ROLE "${owner}"`);
      await action(session);
    });
  }

  /** Makes objects that grants reach, as the owners; does nothing when they are there. */
  async makeEarlier(): Promise<void> {
    for (const { owner, schema, name } of placesOf(this.database, BEFORE))
      await this.asOwner((session) => this.make(session, schema, name), owner);
  }

  /** Makes objects that only default privileges reach, as the owners. */
  async makeLater(): Promise<void> {
    for (const { owner, set, schema, name } of placesOf(this.database, AFTER))
      await this.asOwner(async (session) => {
        if (set === "*") await session.query(`CREATE SCHEMA ${schema}`);
        await this.make(session, schema, name);
        // Types have default privileges alone.
        await session.query(`CREATE TYPE "${schema}".${name}_type AS ENUM ('one')`);
      }, owner);
  }

  /**
   * Plants, as the owner, functions that fit a login's name better than PostgreSQL's own: statements that don't say whose
   * they mean would call them as the issuer, which may create roles.
   */
  async makeDecoys(): Promise<void> {
    if (!this.database.schemas.includes("public")) return;
    await this.asOwner(async (session) => {
      for (const decoy of ["format(text, name)", "quote_ident(name)"])
        await session.query(
          `CREATE FUNCTION public.${decoy} RETURNS text LANGUAGE plpgsql AS $$ BEGIN
             RAISE 'public.${decoy} was called as %, in place of PostgreSQL''s own', current_user; END $$`,
        );
    });
  }

  /** Writes down, as the superuser, how long each revocation waits for locks when it gives up what its login was granted. */
  async watchRevocations(): Promise<void> {
    const statements = [
      `CREATE SCHEMA ${WATCH}`,
      `CREATE TABLE ${WATCH}.revocation (statement text, limits text[])`,
      `CREATE FUNCTION ${WATCH}.note() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
         INSERT INTO ${WATCH}.revocation VALUES (pg_catalog.current_query(),
           ARRAY[pg_catalog.current_setting('lock_timeout'), pg_catalog.current_setting('statement_timeout')]); END $$`,
      `CREATE EVENT TRIGGER ${WATCH} ON ddl_command_start WHEN TAG IN ('DROP OWNED') EXECUTE FUNCTION ${WATCH}.note()`,
    ];
    await this.asSuperuser(async (session) => {
      for (const statement of statements) await session.query(statement);
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
    await session.query(
      `CREATE OR REPLACE FUNCTION "${schema}".${name}_definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
    );
    await session.query(
      `CREATE OR REPLACE AGGREGATE "${schema}".${name}_aggregate(int) (SFUNC = pg_catalog.int4pl, STYPE = int)`,
    );
  }
}
