import { Session } from "../../clients/postgres-session";
import { Context } from "../../contract/context";
import { waysIn } from "../../contract/postgres/issuance/no-way-out";
import { namesIn } from "../../contract/postgres/issuance/names";
import { tryWays } from "../../contract/postgres/issuance/try-ways";
import type { Names, Way } from "../../contract/postgres/issuance/way";
import type { DatabaseContext } from "../../contract/postgres/database-context";
import { FUNCTIONS_STACK } from "../issuance-stacks";
import { withDeployed } from "../rehearsal/deploy-stack";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { functionEdits, restore } from "./mutations/issuing-functions";

const stack = synthesizeOtherStack(FUNCTIONS_STACK);

/** Of wrong edits, those that no way finds. */
async function missed(version: 15 | 18): Promise<string[]> {
  const not: string[] = [];
  await withDeployed(stack, version, async (deployment) => {
    const context = new Context(deployment);
    const [database] = context.databases;
    const names = database && (await namesIn(context, database));
    if (!names) throw new Error("nobody issues in the stack");
    // Those of others than the account are last, and find what makes the functions wrong.
    const ways = waysIn(database.database, names).reverse();
    await database.probes.asSuperuser(async (session) => {
      const edits = functionEdits(names);
      expect(edits.length).toBeGreaterThan(100);
      for (const { what, name, sql } of edits) {
        await session.query(sql);
        const calling = ways.filter(({ tries }) => tries(names).some((each) => each.includes(name)));
        if (!(await firstProblem(session, calling, names, database))) not.push(what);
        await session.query(restore(names));
      }
      expect(await firstProblem(session, ways, names, database)).toBeUndefined();
    });
  });
  return not;
}

async function firstProblem(
  session: Session,
  ways: readonly Way[],
  names: Names,
  { server }: DatabaseContext,
): Promise<string | undefined> {
  return Session.with(server, "postgres", server.outsider, async (victim) => {
    for (const way of ways) {
      const [problem] = await tryWays(session, [way], names, victim);
      if (problem !== undefined) return problem;
    }
    return undefined;
  });
}

test("each check in a function that is left out is found, on PostgreSQL 15 or 18", async () => {
  const [on15, on18] = await Promise.all([missed(15), missed(18)]);
  expect(on15.filter((what) => on18.includes(what))).toEqual([]);
}, 1_800_000);
