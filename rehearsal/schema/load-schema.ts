import { Session } from "../../clients/postgres-session";
import type { PostgresServer } from "../../contract/deployment";
import { inventoryOf } from "../../contract/postgres/inventory";
import { type LoadedSchema, readLoadedObjects, readRoles } from "../../contract/postgres/loaded-schema";
import type { Substitution } from "../stack/substitutions";
import { type LoadingPlace, loadingPlan } from "./loading-plan";
import type { SchemaFile } from "./schema-file";
import { StatementRunner } from "./statement-runner";

/** A schema that was loaded. */
export interface SchemaLoad {
  readonly schema: LoadedSchema;
  readonly substitutions: readonly Substitution[];
  /** Loads what needs roles that the stack makes. */
  finish(): Promise<void>;
}

/**
 * Loads a file into a database, as its owner where PostgreSQL lets it.
 *
 * @throws RehearsalError when PostgreSQL refuses a line of it, or hasn't what tables need
 */
export async function loadSchema(
  file: SchemaFile,
  server: PostgresServer,
  place: LoadingPlace,
): Promise<SchemaLoad> {
  const inSession = <Result>(action: (session: Session) => Promise<Result>) =>
    Session.with(server, place.database, server.superuser, action);
  const plan = loadingPlan(file, place);
  const before = await inSession((session) => inventoryOf(session, false));
  const substitutions = await inSession(async (session) => {
    const runner = await StatementRunner.in(session, file, place.owner);
    await runner.makeRoles(plan.roles);
    await runner.run(plan.steps);
    await fillMaterializedViews(session);
    return runner.substitutions;
  });
  const schema = await inSession(async (session) => {
    const changes = difference(before, await inventoryOf(session, false));
    return {
      ...changes,
      objects: await readLoadedObjects(session),
      onServer: await readRoles(session, place.database, [...plan.roles.keys()]),
    };
  });
  return {
    schema,
    substitutions: [...plan.substitutions, ...substitutions],
    finish: () =>
      inSession(async (session) =>
        (await StatementRunner.in(session, file, place.owner)).run(plan.afterwards),
      ),
  };
}

function difference(
  before: readonly string[],
  after: readonly string[],
): Pick<LoadedSchema, "added" | "taken"> {
  const [was, is] = [new Set(before), new Set(after)];
  return { added: after.filter((line) => !was.has(line)), taken: before.filter((line) => !is.has(line)) };
}

/** A dump of a schema leaves them empty, and nobody can read them then. */
async function fillMaterializedViews(session: Session): Promise<void> {
  const views = await session.query(
    "SELECT oid::regclass::text AS name FROM pg_catalog.pg_class WHERE relkind = 'm' AND NOT relispopulated ORDER BY oid",
  );
  await session.query("RESET ROLE");
  // One whose query fails stays empty, as it would elsewhere.
  for (const { name } of views)
    await session.query(`REFRESH MATERIALIZED VIEW ${String(name)}`).catch(() => undefined);
}
