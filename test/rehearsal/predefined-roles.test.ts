import { BY_NAME_STACK, IMPORTED_BY_NAME_STACK } from "../privilege-stacks";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { failuresOf, rehearseStack } from "./rehearse-stack";

test("who deploys grants roles of PostgreSQL's own on PostgreSQL 15, too", async () => {
  expect(failuresOf(await rehearseStack(synthesizeOtherStack(BY_NAME_STACK), { postgres: 15 }))).toEqual([]);
});

test("a rehearsal on PostgreSQL 16 says that it doesn't know MAINTAIN", async () => {
  await expect(
    rehearseStack(synthesizeOtherStack(IMPORTED_BY_NAME_STACK), { postgres: 16 }),
  ).rejects.toMatchObject({
    problem: 'Privilege set "upkeep" of database "appdb" has MAINTAIN, which PostgreSQL 16 doesn\'t know.',
    advice: "Rehearse it on the version that you deploy to: --postgres 17, or take it out.",
  });
});
