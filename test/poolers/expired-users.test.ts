import { Client } from "pg";
import type { Login } from "../../clients/postgres-session";
import { Workspace } from "../../rehearsal/servers";
import { withPgBouncer } from "./pgbouncer";
import { Pooler, type PoolMode } from "./pooler";
import { asSuperuser, type Database, startDatabase } from "./database";
import { snippet } from "./snippets";

const OURS = "SELECT name, verifier FROM pgbouncer.verifier($1)";
/** What PgBouncer asks by itself before 1.24.1. */
const BEFORE_1_24_1 = "SELECT usename, passwd FROM pg_shadow WHERE usename=$1";
/** What others write. */
const WITHOUT_CAN_LOGIN = "SELECT rolname, rolpassword FROM pg_authid WHERE rolname=$1";

const LOOKUP = { user: "lookup_blue", password: "of-the-pooler" };
const SOMEBODY = { user: "somebody", password: "of-the-application" };

const EXPIRED = `ALTER ROLE ${SOMEBODY.user} VALID UNTIL 'yesterday'`;
const CLOSED = `ALTER ROLE ${SOMEBODY.user} NOLOGIN`;

withPgBouncer("PgBouncer with a session of somebody", () => {
  let workspace: Workspace;
  let database: Database;
  beforeAll(async () => {
    workspace = new Workspace();
    database = await startDatabase(workspace);
    await asSuperuser(database, [
      `CREATE ROLE ${LOOKUP.user} LOGIN PASSWORD '${LOOKUP.password}'`,
      `CREATE ROLE lookup_green LOGIN`,
      snippet("CREATE FUNCTION"),
    ]);
  });
  afterAll(() => workspace.dispose());

  beforeEach(() =>
    asSuperuser(database, [
      `DROP ROLE IF EXISTS ${SOMEBODY.user}`,
      `CREATE ROLE ${SOMEBODY.user} LOGIN PASSWORD '${SOMEBODY.password}' VALID UNTIL 'tomorrow'`,
    ]),
  );

  describe.each(["session", "transaction"] as const)("in %s mode", (mode) => {
    test.each([
      ["has expired", EXPIRED],
      ["may not log in any more", CLOSED],
    ])("refuses who %s, by the query of docs/poolers.md", async (_, statement) => {
      expect(await letsInAfter(statement, mode, OURS, LOOKUP)).toBe(false);
    });

    test.each([
      ["has expired", "PgBouncer before 1.24.1", EXPIRED, BEFORE_1_24_1],
      ["may not log in any more", "one that doesn't ask for it", CLOSED, WITHOUT_CAN_LOGIN],
    ])("lets in who %s, by the query of %s", async (_, __, statement, query) => {
      expect(await letsInAfter(statement, mode, query, database.superuser)).toBe(true);
    });
  });

  /** Whether somebody gets in after a statement of a superuser, as before. */
  async function letsInAfter(
    statement: string,
    mode: PoolMode,
    query: string,
    lookup: Login,
  ): Promise<boolean> {
    const pooler = await startPooler(mode, query, lookup);
    expect(await letsIn(pooler)).toBe(true);
    await asSuperuser(database, [statement]);
    return letsIn(pooler);
  }

  async function startPooler(mode: PoolMode, query: string, { user, password }: Login): Promise<Pooler> {
    const pooler = new Pooler(workspace, database, `pooler-${++poolers}`);
    pooler.configure("auth_query =", mode, { [OURS]: query });
    pooler.write("userlist.txt", `"${user}" "${password}"\n`);
    pooler.write(
      "databases.ini",
      `[databases]\nappdb = host=localhost port=${database.port} auth_user=${user}\n`,
    );
    await pooler.start();
    return pooler;
  }
});

let poolers = 0;

async function letsIn({ address }: Pooler): Promise<boolean> {
  const client = new Client({ ...address, ...SOMEBODY });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ user: string }>(`SELECT session_user AS "user"`);
    return rows[0]?.user === SOMEBODY.user;
  } catch (error) {
    expect((error as Error).message).toMatch(
      /SASL authentication failed|no such user|password authentication failed/,
    );
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
