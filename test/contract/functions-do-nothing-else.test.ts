import { Session } from "../../clients/postgres-session";
import { waysIn } from "../../contract/postgres/issuance/no-way-out";
import { tryWays } from "../../contract/postgres/issuance/try-ways";
import type { Names, Way } from "../../contract/postgres/issuance/way";
import type { DatabaseContext } from "../../contract/postgres/database-context";
import { functionEdits } from "./mutations/issuing-functions";
import { withIssuingFunctions } from "./with-issuing-functions";

/**
 * Of wrong edits, those that no way finds on a version.
 *
 * @param within the only ones to try. @default - all
 */
async function missed(version: 15 | 18, within?: readonly string[]): Promise<string[]> {
  const not: string[] = [];
  await withIssuingFunctions(version, 64, async (database, names, clients) => {
    expectNamesOfTheirOwn(clients, 64);
    // Those of others than the account are last, and find what makes the functions wrong.
    const ways = waysIn(database.database, names).reverse();
    await database.probes.asSuperuser(async (session) => {
      const edits = functionEdits(names);
      expect(edits.length).toBeGreaterThan(100);
      for (const { what, name, sql, undo } of edits.filter((edit) => within?.includes(edit.what) ?? true)) {
        await session.query(sql);
        const calling = ways.filter(({ tries }) => tries(names).some((each) => each.includes(name)));
        if (!(await firstProblem(session, calling, names, database))) not.push(what);
        await session.query(undo);
      }
      expect(await firstProblem(session, ways, names, database)).toBeUndefined();
    });
  });
  return not;
}

/** Clients that share a name would wait for each other, and try nothing at once. */
function expectNamesOfTheirOwn(clients: readonly Names[], count: number): void {
  const names = clients.flatMap(({ newName, lease, otherName }) => [newName, lease, otherName]);
  expect(clients).toHaveLength(count);
  expect(new Set(names).size).toBe(3 * count);
}

async function firstProblem(
  session: Session,
  ways: readonly Way[],
  names: Names,
  { server }: DatabaseContext,
): Promise<string | undefined> {
  return Session.with(server, "postgres", server.outsider, async (victim) => {
    for await (const problem of tryWays(session, ways, names)) return problem;
    return (await victim.isOpen()) ? undefined : "a session of somebody else ended";
  });
}

test("each check in a function that is left out is found, on PostgreSQL 15 or 18", async () => {
  expect(await missed(15, await missed(18))).toEqual([]);
}, 1_200_000);
