import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanError } from "../../../review/plan/plan-error";
import { readPlan } from "../../../review/plan/read-plan";

let directory: string;
beforeAll(() => (directory = mkdtempSync(join(tmpdir(), "plan-"))));
afterAll(() => rmSync(directory, { recursive: true }));

/** What is said of a file. */
function problemWith(content: string | Buffer, name = "plan.json"): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return problemAt(path);
}

function problemAt(path: string): string {
  try {
    readPlan(path);
  } catch (error) {
    const { problem, advice } = error as PlanError;
    return `${problem.replace(`${directory}/`, "")}. ${advice.replace(`${directory}/`, "")}`;
  }
  return "it is a plan";
}

const WRITE = "Write it: terraform show -json <plan> > plan.json";
const PLAN = { format_version: "1.2", planned_values: {}, resource_changes: [] };
const json = JSON.stringify;

test.each([
  ["that is empty", "", `The file \`plan.json\` is empty. ${WRITE}`],
  ["that is a text", "Plan: 1 to add", `The file \`plan.json\` is not JSON, or it is cut off. ${WRITE}`],
  [
    "that is cut off",
    json(PLAN).slice(0, -9),
    `The file \`plan.json\` is not JSON, or it is cut off. ${WRITE}`,
  ],
  ["that is a list", "[]", `The file \`plan.json\` is not a plan: it does not hold a JSON object. ${WRITE}`],
  ["that is null", "null", `The file \`plan.json\` is not a plan: it does not hold a JSON object. ${WRITE}`],
  [
    "that is Terraform's own",
    Buffer.from("504b030414000800", "hex"),
    "The file `plan.json` is the plan itself, which only Terraform reads. Write it as JSON: terraform show -json plan.json > plan.json",
  ],
  [
    "with the messages of a plan",
    '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n',
    `The file \`plan.json\` holds the messages of terraform plan -json, and not the plan. ${WRITE}`,
  ],
  [
    "that is nested without an end",
    "[".repeat(10_000_000),
    `The file \`plan.json\` is not a plan: it is nested too deep. ${WRITE}`,
  ],
  [
    "with a state",
    json({ version: 4, serial: 1, lineage: "x", resources: [] }),
    `The file \`plan.json\` is not a plan: it is a state. ${WRITE}`,
  ],
  [
    "with a state as it is shown",
    json({ format_version: "1.0", values: {} }),
    `The file \`plan.json\` is not a plan: it is a state, as terraform show -json writes it where no plan is named. ${WRITE}`,
  ],
  [
    "with an access.json",
    json({ schemaVersion: 3, stack: "dev" }),
    `The file \`plan.json\` is not a plan: it is an access.json: give that by --base or --head. ${WRITE}`,
  ],
  [
    "with a report",
    json({ schemaVersion: 3, stack: "dev", checks: [] }),
    `The file \`plan.json\` is not a plan: it is what a rehearsal reported: give that by --change. ${WRITE}`,
  ],
  [
    "with a synthesized stack",
    json({ terraform: {}, resource: {} }),
    `The file \`plan.json\` is not a plan: it is a synthesized stack, which nobody has planned. ${WRITE}`,
  ],
  [
    "with something else",
    json({ hello: "hunter2" }),
    `The file \`plan.json\` is not a plan: it is something else, without a format_version. ${WRITE}`,
  ],
  [
    "with a format version alone",
    json({ format_version: "1.2" }),
    `The file \`plan.json\` is not a plan: it has neither planned_values nor resource_changes. ${WRITE}`,
  ],
  [
    "of a later format",
    json({ ...PLAN, format_version: "2.0" }),
    `The file \`plan.json\` is of format version 2.0; this version of vault-db reads version 1. Use Terraform 1.1 or newer, or another version of vault-db. ${WRITE}`,
  ],
  [
    "of an earlier format",
    json({ ...PLAN, format_version: "0.2" }),
    `The file \`plan.json\` is of format version 0.2; this version of vault-db reads version 1. Use Terraform 1.1 or newer, or another version of vault-db. ${WRITE}`,
  ],
  [
    "of a format that is no version",
    json({ ...PLAN, format_version: { hunter2: "hunter2" } }),
    `The file \`plan.json\` is of a format version that is not known; this version of vault-db reads version 1. Use Terraform 1.1 or newer, or another version of vault-db. ${WRITE}`,
  ],
  [
    "whose resources are no list",
    json({ ...PLAN, resource_changes: { a: 1 } }),
    `The file \`plan.json\` is not a plan: its resource_changes is no list. ${WRITE}`,
  ],
  [
    "with a resource that is none",
    json({ ...PLAN, resource_changes: [{ address: 1 }] }),
    `The file \`plan.json\` is not a plan: a resource in it has no address, no type or no change. ${WRITE}`,
  ],
])("a file %s is none", (_, content, problem) => {
  expect(problemWith(content)).toBe(problem);
});

test("a file that is not there, and a directory, are none", () => {
  expect(problemAt(join(directory, "other.json"))).toBe(`There is no file \`other.json\`. ${WRITE}`);
  expect(problemAt(directory)).toMatch(/^The file `.*` can't be read: EISDIR\. /);
});

test("a plan of a later minor version is read, and so is one that PowerShell wrote", () => {
  expect(problemWith(json({ ...PLAN, format_version: "1.99", something: "new" }))).toBe("it is a plan");
  expect(problemWith(Buffer.from(`\uFEFF${json(PLAN)}`, "utf16le"))).toBe("it is a plan");
  expect(problemWith(`\uFEFF${json(PLAN)}`)).toBe("it is a plan");
});

test("arguments named like what every object has are arguments", () => {
  const change = '{"actions":["delete"],"before":{"__proto__":{"a":1},"constructor":"x"},"after":null}';
  const plan = `{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"constructor.x","type":"constructor","change":${change}}]}`;
  expect(problemWith(plan)).toBe("it is a plan");
});

/** Reads a file in a process of its own. @returns what it says, and how many megabytes it took */
function readAlone(path: string): { readonly said: string; readonly megabytes: number } {
  const code = `
    const { readPlan } = require("./review/plan/read-plan");
    let said;
    try { said = readPlan(${json(path)}).changes.length + " changes"; } catch (error) { said = error.problem; }
    console.log(JSON.stringify({ said, megabytes: process.resourceUsage().maxRSS / 1024 }));`;
  const cwd = join(__dirname, "../../..");
  return JSON.parse(
    execFileSync(process.execPath, ["-r", "tsx/cjs", "-e", code], { cwd, encoding: "utf8" }),
  ) as never;
}

test("a plan of 100 MB is read in bounded memory, and a larger one not at all", () => {
  const change = json({
    address: "vault_policy.a",
    type: "vault_policy",
    change: { actions: ["update"], before: { policy: "p".repeat(100_000) }, after: {} },
  });
  const write = (count: number) =>
    writeFileSync(
      join(directory, "large.json"),
      `{"format_version":"1.2","planned_values":{},"resource_changes":[${Array<string>(count).fill(change).join(",")}]}`,
    );
  write(1_000);
  const read = readAlone(join(directory, "large.json"));
  expect(read.said).toBe("1000 changes");
  expect(read.megabytes).toBeLessThan(1_000);
  write(1_500);
  const refused = readAlone(join(directory, "large.json"));
  expect(refused.said).toMatch(/is larger than 128 MB$/);
  expect(refused.megabytes).toBeLessThan(500);
  expect(readAlone("/dev/zero").said).toBe("The file `/dev/zero` is larger than 128 MB");
}, 120_000);
