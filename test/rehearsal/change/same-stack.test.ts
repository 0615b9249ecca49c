import { expectSameStack, isUnchanged } from "../../../rehearsal/change/same-stack";
import { shop } from "../../changes/shop";
import { synthesizeStack } from "../../synthesize";

const before = synthesizeStack(shop());

test("a stack that was synthesized twice is unchanged", () => {
  expect(isUnchanged(before, synthesizeStack(shop()))).toBe(true);
});

test("a stack is changed by a resource, by what is described, and by a file next to it", () => {
  expect(isUnchanged(before, synthesizeStack(shop({ connection: "other" })))).toBe(false);
  const { access, files } = before;
  expect(isUnchanged(before, { ...before, access: { ...access, roles: [] } })).toBe(false);
  const other = new Map([...files, ["plan.policy.json", "{}"]]);
  expect(isUnchanged(before, { ...before, files: other })).toBe(false);
});

test("a stack can't become another one", () => {
  expect(() => expectSameStack("dev", "dev")).not.toThrow();
  expect(() => expectSameStack("staging", "dev")).toThrow(
    '--from is of stack "staging", and what it would become of stack "dev".\n' +
      "Name the same stack as it was: ../before/cdktf.out/stacks/dev",
  );
});
