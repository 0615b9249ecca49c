import { Session } from "../../clients/postgres-session";
import { Context } from "../../contract/context";
import { eventually } from "../../contract/eventually";
import { namesIn } from "../../contract/postgres/issuance/names";
import { FUNCTIONS_STACK } from "../issuance-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeOtherStack } from "../synthesize-other-stack";

const stack = synthesizeOtherStack(FUNCTIONS_STACK);

const LOCK = /PERFORM pg_advisory_xact_lock[^;]*;/;

const WAITING = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%.install()'";

/** What `install()` answers three who call it while a fourth's transaction goes on, where it finds a function of another version. */
async function madeAtOnce(version: 15 | 18, change: (install: string) => string): Promise<string[]> {
  return withDeployed(stack, version, async (deployment) => {
    const context = new Context(deployment);
    const [database] = context.databases;
    const [names] = database ? await namesIn(context, database, 1) : [];
    if (!database || !names) throw new Error("nobody issues in the stack");
    const { server, database: described } = database;
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
