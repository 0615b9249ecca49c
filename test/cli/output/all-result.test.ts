import { allResult } from "../../../cli/output/all-result";
import { found } from "./found";

const host = { seconds: () => 12.345 };
const text = { columns: 118, isColored: false };

test("all stacks are told one after the other, with what has no access, and when all of it was done", () => {
  const because = "it describes no access: it has no access.json";
  const stacks = [found(0, "dev"), found(0, "staging")];
  const all = { schemaVersion: 3, stacks, notChecked: [{ what: "stack network", because }] } as const;
  const { exit, output } = allResult(all, host, true);
  expect(exit).toBe("fine");
  expect(output.data).toEqual(all);
  expect(output.text(text))
    .toBe(`2 checks passed in 1.5 s: every credential of dev can be issued, does what it should and no more, and is gone when it
is revoked.
2 checks passed in 1.5 s: every credential of staging can be issued, does what it should and no more, and is gone when
it is revoked.
– stack network: it describes no access: it has no access.json
All stacks in 12.3 s: no check failed.`);
});

test("one stack with a check that failed makes all of it a finding, which names the stack", () => {
  const all = { schemaVersion: 3, stacks: [found(0, "dev"), found(1, "staging")], notChecked: [] } as const;
  const { exit, output } = allResult(all, host);
  expect(exit).toBe("findings");
  expect(output.text(text)).toContain("All stacks in 12.3 s: checks failed in staging.");
});
