import type { CheckResult } from "../../../contract/check";
import { failuresOf, passedOf, rehearseStack } from "../rehearse-stack";
import { shopAndReports } from "./shop-and-reports";
import { WRONG_GRANTS } from "./wrong-grants";

const stacks = shopAndReports();
const { shop, reports } = stacks;

test("of two stacks on the same servers, what one grants from the other is tried, in whatever order they are named", async () => {
  const report = await rehearseStack(reports, { together: [shop] });
  expect(failuresOf(report)).toEqual([]);
  expect(report).toMatchObject({ stack: "reports and shop", notChecked: [] });
  expect(passedOf(report)).toEqual(
    expect.arrayContaining([
      "reports (approle): may-use-credential (database/creds/shop-readonly)",
      "reports (approle): may-not-read-other-roles",
      "shop (approle): may-not-read-other-roles",
      "reports and shop: vault-holds-only-what-is-described",
      "reports and shop: operator-policies-as-described",
    ]),
  );
});

test("of a stack alone, what it was granted by another one is not checked, and the report says so", async () => {
  const report = await rehearseStack(reports);
  expect(failuresOf(report)).toEqual([]);
  expect(report.notChecked).toEqual([
    {
      what: "reports (approle): may-use-credential (database/creds/shop-readonly)",
      because: "its role is in a stack that isn't rehearsed together with this one",
    },
  ]);
});

test.each(WRONG_GRANTS)("of two stacks it is found that %s", async (_, wrong, mutate, failure) => {
  const [one, other] = (["shop", "reports"] as const).map((name) =>
    name === wrong ? mutate(stacks[name]) : stacks[name],
  );
  const seen: string[] = [];
  const until = (result: CheckResult) => {
    seen.push(...failuresOf({ checks: [result] }));
    return seen.some((line) => line.includes(failure));
  };
  await rehearseStack(one!, { together: [other!], until });
  expect(seen.join("\n")).toContain(failure);
});

test("two stacks that describe one database can't be rehearsed together", async () => {
  const twice = { ...shop, name: "again", access: { ...shop.access, stack: "again" } };
  await expect(rehearseStack(shop, { together: [twice] })).rejects.toMatchObject({
    problem: 'Several of shop and again describe database "shop", and none describes all of it.',
    advice: "Rehearse them one by one, or describe the database in one of them.",
  });
});
