import { Session } from "../../clients/postgres-session";
import { eventually } from "../../contract/eventually";
import { withIssuingFunctions } from "./with-issuing-functions";

const LOCK = /PERFORM pg_advisory_xact_lock[^;]*;/;

const WAITING = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%.install()'";

/** What `install()` answers three who call it while a fourth's transaction goes on, where it finds a function of another version. */
async function madeAtOnce(version: 15 | 18, change: (install: string) => string): Promise<string[]> {
  return withIssuingFunctions(version, 1, async ({ server, database: described }, names) => {
    const asSuperuser = <Result>(use: (session: Session) => Promise<Result>) =>
      Session.with(server, described.name, server.superuser, use);
    const call = async (session: Session) => {
      await session.query(`SET SESSION AUTHORIZATION "${names.account}"`);
      await session.query(`SELECT "${names.schema}".install()`);
      return "made";
    };
    return asSuperuser(async (first) => {
      const [row] = await first.query("SELECT pg_get_functiondef($1::regprocedure) AS install", [
        `"${names.schema}".install()`,
      ]);
      await first.query(change(String(row?.install)));
      await first.query(`SET ROLE "${names.deployer}"`);
      await first.query(`CREATE FUNCTION "${names.schema}".of_another_version() RETURNS int RETURN 1`);
      await first.query("RESET ROLE");
      await first.query("BEGIN");
      await call(first);
      const others = Array.from({ length: 3 }, () =>
        asSuperuser(call).catch(({ message }: Error) => message),
      );
      const areWaiting = () => asSuperuser(async (session) => (await session.query(WAITING)).length === 3);
      expect(await eventually(areWaiting)).toBe(true);
      await first.query("COMMIT");
      return Promise.all(others);
    });
  });
}

describe.each([15, 18] as const)("called by several at once, on PostgreSQL %i, install()", (version) => {
  test("makes the functions for each", async () => {
    expect(await madeAtOnce(version, (install) => install)).toEqual(["made", "made", "made"]);
  });

  test("would fail without its lock", async () => {
    expect(await madeAtOnce(version, (install) => install.replace(LOCK, ""))).not.toContain("made");
  });
});
