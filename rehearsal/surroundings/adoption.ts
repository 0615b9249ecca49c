import { Session } from "../../clients/postgres-session";
import { RehearsalError } from "../../clients/could-not-tell";
import type { DatabaseDescription } from "../../constructs";
import { block, quotedName } from "../../constructs/postgres/statements/quoted";
import { APPLICATION_PASSWORD, NEWCOMER } from "../../contract/postgres/kept-access";
import type { Adoption, PostgresServer } from "../../contract/deployment";
import { literal } from "../apply/postgres-target";
import { statementsOf } from "./dba-scripts";

/**
 * Runs what a DBA runs in a database that is there: once while an application connects to it that nobody named, which has to
 * stop it, and then without that one.
 *
 * @throws RehearsalError when it stops then, too
 */
export async function adopt(
  server: PostgresServer,
  database: DatabaseDescription,
  script: string,
): Promise<Adoption> {
  const asSuperuser = (sql: string) =>
    Session.with(server, database.name, server.superuser, (session) => session.query(sql));
  const run = () =>
    asSuperuser(statementsOf(script)).then(
      () => "",
      (error: Error) => error.message,
    );
  for (const login of [...(database.keepsAccess ?? []), ...(database.losesAccess ?? [])])
    await asSuperuser(loginSql(login));
  // Who deploys is nobody's application.
  if (server.deployer) await asSuperuser(`ALTER ROLE ${quotedName(server.deployer)} NOLOGIN`);
  await asSuperuser(loginSql(NEWCOMER));
  const [newcomer] = await asSuperuser(
    `SELECT pg_catalog.has_database_privilege(${literal(NEWCOMER)}, pg_catalog.current_database(), 'CONNECT') AS connects`,
  );
  const stopped = await run();
  await asSuperuser(`DROP ROLE ${quotedName(NEWCOMER)}`);
  const problem = stopped && (await run());
  if (server.deployer) await asSuperuser(`ALTER ROLE ${quotedName(server.deployer)} LOGIN`);
  if (problem)
    throw new RehearsalError(
      `${database.script} stops on a throwaway server: ${problem}`,
      "Correct in the app what it says, or describe the database as it is.",
    );
  return { database, stopped, isRepeated: !newcomer?.connects };
}

/** Makes a login that comes in through PUBLIC; a role that is there with a schema becomes one. */
function loginSql(name: string): string {
  const login = `ROLE ${quotedName(name)} LOGIN PASSWORD ${literal(APPLICATION_PASSWORD)}`;
  return block(
    "login",
    `BEGIN
  IF EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = ${literal(name)}) THEN
    ALTER ${login};
  ELSE
    CREATE ${login};
  END IF;
END`,
  );
}
