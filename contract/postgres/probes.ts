import { quotedName, quotedText } from "../../constructs/postgres/statements/quoted";
import { inSharedSession } from "../../clients/session-pool";
import type { DatabaseDescription } from "../../constructs";
import type { PostgresServer } from "../deployment";
import { type Session } from "../../clients/postgres-session";
import { IS_EXTENSION_THERE, MAKE_EXTENSION } from "./extension";
import { IS_LARGE_OBJECT_THERE, MAKE_LARGE_OBJECT } from "./large-object";
import { MAKE_OTHER_OWNERS_OBJECTS } from "./other-owner";
import { ownersOf } from "./owners";
import { type Place, placesOf } from "./places";
import { AFTER, BEFORE } from "./probe-names";
import { probeObjects } from "./probe-objects";

/** The names of tables that a leased role owned, or was granted, when it was revoked, begin so. */
export const LEFT = "contract_left";

/** What revocations did, as an event trigger saw it. */
export const WATCH = "contract_watch";

/** Objects made by the owner for checks to try their privileges on. */
export class Probes {
  /** @param isInvented whether nobody has said what else the database had */
  constructor(
    readonly server: PostgresServer,
    readonly database: DatabaseDescription,
    readonly isInvented: boolean,
  ) {}

  /** As the server's superuser. */
  asSuperuser<Result>(action: (session: Session) => Promise<Result>): Promise<Result> {
    return inSharedSession(this.server, this.database.name, this.server.superuser, action);
  }

  /** As the owner of the database, or as another one. */
  asOwner(action: (session: Session) => Promise<void>, owner = this.database.owner): Promise<void> {
    return this.asSuperuser(async (session) => {
      await session.query(`SET ROLE ${quotedName(owner)}`);
      await action(session);
    });
  }

  /** Makes what is there before somebody is granted something, each as whom it belongs to; does nothing when it is there. */
  async makeEarlier(): Promise<void> {
    const others = this.isInvented ? this.makeOthers() : undefined;
    await Promise.all([this.makeOwners(), others]);
  }

  /** Makes objects that only default privileges reach, as the owners, and an extension, as the superuser. */
  async makeLater(): Promise<void> {
    const [extensions] = this.database.extensionSchemas ?? [];
    if (extensions && this.isInvented)
      await this.asSuperuser((session) =>
        together([`CREATE EXTENSION citext SCHEMA ${quotedName(extensions)}`], session),
      );
    for (const { owner, set, ...place } of placesOf(this.database, AFTER)) {
      const inSchema = set === "*" ? [`CREATE SCHEMA ${place.schema}`] : [];
      // Types have default privileges alone.
      const type = `CREATE TYPE ${quotedName(place.schema)}.${place.name}_type AS ENUM ('one')`;
      await this.asOwner((session) => together([...inSchema, ...statementsFor(place), type], session), owner);
    }
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
    await this.asSuperuser((session) => together(statements, session));
  }

  private async makeOwners(): Promise<void> {
    const places = placesOf(this.database, BEFORE);
    for (const { role } of ownersOf(this.database)) {
      const own = places.filter(({ owner }) => owner === role);
      await this.asOwner(async (session) => {
        for (const place of own) {
          const name = `${quotedName(place.schema)}.${place.name}`;
          const isThere = `SELECT WHERE pg_catalog.to_regclass(${quotedText(name)}) IS NOT NULL`;
          await unless(isThere, statementsFor(place), session);
        }
      }, role);
    }
    await this.asOwner((session) => unless(IS_LARGE_OBJECT_THERE, [MAKE_LARGE_OBJECT], session));
  }

  private makeOthers(): Promise<void> {
    const statements = [MAKE_EXTENSION, MAKE_OTHER_OWNERS_OBJECTS];
    return this.asSuperuser((session) => unless(IS_EXTENSION_THERE, statements, session));
  }
}

function statementsFor({ schema, name }: Pick<Place, "schema" | "name">): string[] {
  return probeObjects(schema, name).flatMap(({ statement }) => statement ?? []);
}

/** All of them or none, at once. */
async function together(statements: readonly string[], session: Session): Promise<void> {
  await session.query(statements.join(";\n"));
}

async function unless(query: string, statements: readonly string[], session: Session): Promise<void> {
  const [found] = await session.query(query);
  if (!found) await together(statements, session);
}
