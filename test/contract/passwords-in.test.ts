import { passwordsIn } from "../../contract/passwords-in";

const FIRST = "A1a-qWertyUiopAsdfgh";
const SECOND = "]^\\-b\"'{}:,$.*+?()[|";

test.each([
  ["nothing issued, nothing found", "anything", [], []],
  ["none of them", "hmac-sha256:0123456789abcdef A1a-qWertyUiopAsdfg", [FIRST], []],
  ["one by itself", FIRST, [FIRST], [FIRST]],
  ["one within a longer word", `xx${FIRST}yy`, [FIRST], [FIRST]],
  ["one twice", `'${FIRST}' "${FIRST}"`, [FIRST], [FIRST]],
  ["one of every sign", `password=${SECOND};`, [FIRST, SECOND], [SECOND]],
  [
    "several of several lengths",
    `{"a":"${FIRST}","b":"short-one-1"}`,
    ["short-one-1", FIRST],
    [FIRST, "short-one-1"],
  ],
])("in a text are found: %s", (_, text, passwords, expected) => {
  expect(passwordsIn(text, passwords)).toEqual(expected);
});

test("a long text is read once for a thousand passwords", () => {
  const passwords = Array.from({ length: 1000 }, (_, index) => `A1a-${String(index).padStart(16, "x")}`);
  const text = `"hmac-sha256:${"0123456789abcdef".repeat(4)}" `.repeat(20_000) + passwords[500];
  const start = performance.now();
  expect(passwordsIn(text, passwords)).toEqual([passwords[500]]);
  expect(performance.now() - start).toBeLessThan(5_000);
});
