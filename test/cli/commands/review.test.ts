import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Result } from "../../../cli/command";
import { review } from "../../../cli/commands/review";
import type { Review } from "../../../review/review";
import { shop } from "../../changes/shop";
import { Privileges } from "../../../constructs";
import { planOf } from "../../review/plan-of";
import { synthesizeStack } from "../../synthesize";
import { QUIET_HOST } from "../quiet-host";
import { run } from "../run-command";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "review-"));
  const base = synthesizeStack(shop());
  const head = synthesizeStack(
    shop({
      roles: {
        readonly: { privileges: Privileges.readOnly() },
        readwrite: { privileges: Privileges.owner() },
      },
    }),
  );
  file("plan.json", JSON.stringify(planOf(base, head)));
  file("base.json", JSON.stringify(base.access));
  file("head.json", JSON.stringify(head.access));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** Writes a file, and says where it is. */
function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

async function reviewed(options: {
  readonly approvals?: string;
  readonly never?: string;
}): Promise<[Result, Review]> {
  const [plan, base, head] = ["plan.json", "base.json", "head.json"].map((name) => join(directory, name));
  const result = await review.run({ plan: plan!, base, head, format: "text", ...options }, QUIET_HOST);
  return [result, result.output.data as Review];
}

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

test("what is approved is not to be decided any more, and is told as approved", async () => {
  const [before, { findings }] = await reviewed({});
  expect(before.exit).toBe("findings");
  const text = findings
    .map(({ id }) => `- finding: ${id}\n  reason: the owner asked for it\n  expires: ${tomorrow()}\n`)
    .join("");
  const [after, decided] = await reviewed({ approvals: file("approvals.yaml", text) });
  expect(decided.findings).toEqual([]);
  expect(decided.approved.map(({ id }) => id)).toEqual(expect.arrayContaining(findings.map(({ id }) => id)));
  expect(after.exit).toBe("fine");
  expect(after.output.text({ columns: 80, isColored: false })).toContain("Nothing is left to decide");
});

test("a rule that always holds is broken whatever is approved, and the path is named", async () => {
  const never = file("never.txt", "nobody may own appdb\n");
  const [{ exit }, { findings, worst }] = await reviewed({ never });
  expect(exit).toBe("findings");
  const forbidden = findings.filter(({ kind }) => kind === "forbidden");
  expect(forbidden.map(({ sentence }) => sentence).join("\n")).toContain("database/creds/readwrite");
  expect(worst).toContain("nobody may own appdb");
  const text = forbidden
    .map(({ id }) => `- finding: ${id}\n  reason: the owner asked for it\n  expires: ${tomorrow()}\n`)
    .join("");
  const [, decided] = await reviewed({ never, approvals: file("no-approvals.yaml", text) });
  expect(decided.findings.filter(({ kind }) => kind === "forbidden")).toEqual(forbidden);
  expect(decided.findings.map(({ rule }) => rule)).toContain("unused-approval");
});

test.each([
  [{ approvals: "- finding: x" }, "What is approved can't be told: line 1: "],
  [{ never: "nobody may fly appdb" }, "Whether a rule is broken can't be told: line 1: "],
])("%j can't be read: it could not tell, and the comment says why", async (options, problem) => {
  const paths = Object.entries(options).map(([option, text]) => [option, file(`bad-${option}`, text)]);
  const [{ exit }, { worst }] = await reviewed(Object.fromEntries(paths) as { approvals?: string });
  expect(exit).toBe("couldNotTell");
  expect(worst).toContain(problem);
});

describe("vault-db review, as a process,", () => {
  const [plan, base, head] = ["plan.json", "base.json", "head.json"].map(
    (name) => () => join(directory, name),
  );
  const nothing = () => file("nothing.json", JSON.stringify(planOf(undefined, undefined)));

  test("ends with 0 where there is nothing to decide, and with 1 where there is", async () => {
    expect(await run(["review", nothing(), "--base", base!(), "--head", base!()])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Nothing changes") as string,
      stderr: "",
    });
    const found = await run(["review", plan!(), "--base", base!(), "--head", head!()]);
    expect(found).toMatchObject({ status: 1, stderr: "" });
  });

  test("ends with 2 where a file is not there, and says which on stdout", async () => {
    const missing = join(directory, "missing.json");
    for (const args of [[missing], [nothing(), "--base", missing], [nothing(), "--approvals", missing]])
      expect(await run(["review", ...args])).toMatchObject({
        status: 2,
        stdout: expect.stringContaining("missing.json") as string,
        stderr: "",
      });
  });
});
