import { Session } from "../../clients/postgres-session";
import { Context } from "../../contract/context";
import { namesIn } from "../../contract/postgres/issuance/names";
import { FUNCTIONS_STACK } from "../issuance-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeOtherStack } from "../synthesize-other-stack";

const stack = synthesizeOtherStack(FUNCTIONS_STACK);

const LOCK = /PERFORM pg_advisory_xact_lock[^;]*;/;

/** What `install()` answers four who call it at once, where it finds a function of another version. */
async function madeAtOnce(version: 15 | 18, change: (install: string) => string): Promise<string[]> {
  return withDeployed(stack, version, async (deployment) => {
    const context = new Context(deployment);
    const [database] = context.databases;
    const [names] = database ? await namesIn(context, database, 1) : [];
    if (!database || !names) throw new Error("nobody issues in the stack");
    const { server, database: described } = database;
    const asSuperuser = <Result>(use: (session: Session) => Promise<Result>) =>
      Session.with(server, described.name, server.superuser, use);
    await asSuperuser(async (session) => {
      const [row] = await session.query("SELECT pg_get_functiondef($1::regprocedure) AS install", [
        `"${names.schema}".install()`,
      ]);
      await session.query(change(String(row?.install)));
      await session.query(`SET ROLE "${names.deployer}"`);
      await session.query(`CREATE FUNCTION "${names.schema}".of_another_version() RETURNS int RETURN 1`);
    });
    const call = () =>
      asSuperuser(async (session) => {
        await session.query(`SET SESSION AUTHORIZATION "${names.account}"`);
        await session.query(`SELECT "${names.schema}".install()`);
        return "made";
      }).catch(({ message }: Error) => message);
    return Promise.all([call(), call(), call(), call()]);
  });
}

describe.each([15, 18] as const)("called by four at once, on PostgreSQL %i, install()", (version) => {
  test("makes the functions for each", async () => {
    expect(await madeAtOnce(version, (install) => install)).toEqual(["made", "made", "made", "made"]);
  });

  test("would fail without its lock", async () => {
    const answers = await madeAtOnce(version, (install) => install.replace(LOCK, ""));
    expect(answers.filter((answer) => answer !== "made")).not.toEqual([]);
  });
});
