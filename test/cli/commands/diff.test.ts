import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EVERYTHING } from "../../review/access/everything";
import { couldNotTell, run } from "../run-command";

let directory: string;
beforeAll(() => (directory = mkdtempSync(join(tmpdir(), "diff-"))));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

const manifest = (name: string, parts: object) =>
  file(`${name}.json`, JSON.stringify({ schemaVersion: 3, ...parts }));

const before = () =>
  manifest("before", {
    auditDevices: [{ path: "file", type: "file" }],
    engines: [{ path: "database", managed: true, defaultLeaseTtl: 900, maxLeaseTtl: 86_400 }],
  });
const after = () =>
  manifest("after", {
    acknowledged: [{ rule: "audit-device", path: "dev", reason: "a collector of our own" }],
    engines: [{ path: "database", managed: true, defaultLeaseTtl: 900, maxLeaseTtl: 43_200 }],
  });
const DIFFERENCES = [
  "+ dev gains an exception from audit-device: a collector of our own",
  "! engine database changes from leases of 15 min, at most 24 h to leases of 15 min, at most 12 h",
  "- the audit trail loses device file (file)",
];

describe("vault-db diff", () => {
  test("says in what two access.json differ, which is not a finding", async () => {
    expect(await run(["diff", before(), after()])).toEqual({
      status: 0,
      stdout: `${DIFFERENCES.join("\n")}\n`,
      stderr: "",
      leftovers: [],
    });
  });

  test("says that they don't differ", async () => {
    expect(await run(["diff", before(), before()])).toEqual({
      status: 0,
      stdout: "Nobody gains or loses access.\n",
      stderr: "",
      leftovers: [],
    });
  });

  test("prints the differences as JSON, also when there are none", async () => {
    const { stdout, ...outcome } = await run(["diff", before(), after(), "--json"]);
    expect(outcome).toEqual({ status: 0, stderr: "", leftovers: [] });
    expect(JSON.parse(stdout)).toEqual(DIFFERENCES);
    expect((await run(["diff", "--json", after(), after()])).stdout).toBe("[]\n");
  });
});

describe("vault-db diff, asked to be a gate,", () => {
  const described = { ...EVERYTHING, staticRolePairs: [], undescribed: [], acknowledged: [] };
  const one = () => file("one.json", JSON.stringify(described));
  const other = () =>
    file(
      "other.json",
      JSON.stringify({
        ...described,
        breakGlass: [...described.breakGlass, { ...described.breakGlass[0], role: "night|shift" }],
      }),
    );
  const NEW =
    "break-glass-ID  `night|shift` gets `everything in appdb, as its owners, once it is opened`: there is another account for emergencies";
  const withoutIds = (text: string) => text.replace(/-[0-9a-f]{16}\b/g, "-ID");

  test("ends with 1 where they differ, and with 0 where they don't", async () => {
    expect((await run(["diff", one(), other(), "--exit-code"])).status).toBe(1);
    expect((await run(["diff", one(), one(), "--exit-code"])).status).toBe(0);
  });

  test("ends with 1 where somebody may do more, by which rule", async () => {
    const { status, stdout } = await run(["diff", one(), other(), "--no-new-access"]);
    expect(status).toBe(1);
    expect(withoutIds(stdout)).toBe(
      `+ night|shift gains ownership of appdb when it is opened\n\nNew access:\n  ${NEW}\n`,
    );
    expect(await run(["diff", other(), one(), "--no-new-access"])).toMatchObject({
      status: 0,
      stdout: "- night|shift loses ownership of appdb when it is opened\n\nNobody may do more.\n",
    });
  });

  test("ends with 1 where a rule is broken, by which path", async () => {
    const rules = file(
      "never.txt",
      "nobody but app-migrator and appdb_break_glass, shop_app may own appdb # ours",
    );
    const { status, stdout } = await run(["diff", one(), other(), "--never", rules]);
    expect(status).toBe(1);
    expect(withoutIds(stdout)).toContain(
      "Broken rules:\n  never-ID  Breaks the rule `nobody but app-migrator and appdb_break_glass, shop_app may own appdb`: " +
        "`night|shift logs in, once a DBA has opened it` → `acts as app_owner` → `everything in appdb.public, as its owner; ",
    );
  });

  test("prints a table for a comment, which no name can end", async () => {
    const { status, stdout } = await run(["diff", one(), other(), "--no-new-access", "--markdown"]);
    expect(status).toBe(1);
    expect(withoutIds(stdout)).toBe(
      [
        "| | who | on | may | until | |",
        "| --- | --- | --- | --- | --- | --- |",
        "| + | `night\\u{7c}shift` | appdb | everything in appdb, as its owners, once it is opened |  | **break-glass** |",
        "",
        "#### New access",
        "",
        "- `break-glass-ID` `night|shift` gets `everything in appdb, as its owners, once it is opened`: there is another account for emergencies",
        "",
      ].join("\n"),
    );
  });

  test("prints what it found as JSON", async () => {
    const { stdout } = await run(["diff", one(), other(), "--no-new-access", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      differences: ["+ night|shift gains ownership of appdb when it is opened"],
      newAccess: [{ rule: "break-glass", kind: "broadens", subject: "night|shift" }],
    });
  });

  test("could not tell by rules that are none, or not there", async () => {
    const rules = file("wrong.txt", "nobody may\nnobody may own shop");
    expect(await couldNotTell(["diff", one(), other(), "--never", rules])).toBe(
      'line 1: write: nobody but <who> may <verb> <what>\nline 2: no database "shop" is described\nSee docs/gates.md for what a rule can say.',
    );
    expect(await couldNotTell(["diff", one(), other(), "--never", "nowhere.txt"])).toBe(
      'The file "nowhere.txt" can\'t be read: ENOENT.\nName a file with a rule on each line.',
    );
  });
});

describe("vault-db diff could not tell when one of its files", () => {
  const expectRefusal = async (path: string, message: string) =>
    expect(await couldNotTell(["diff", before(), path])).toBe(message);

  test("is the first one", async () =>
    expect(await couldNotTell(["diff", "nothing.json", after()])).toBe(
      'There is no file "nothing.json".\nName an access.json: cdktf.out/stacks/dev/access.json',
    ));

  test("is not there", () =>
    expectRefusal(
      join(directory, "nothing.json"),
      `There is no file "${join(directory, "nothing.json")}".\nName an access.json: cdktf.out/stacks/dev/access.json`,
    ));

  test("is a directory", () => {
    const path = join(directory, "dev");
    mkdirSync(path);
    return expectRefusal(
      path,
      `There is no file "${path}".\nName an access.json: cdktf.out/stacks/dev/access.json`,
    );
  });

  test.each([
    ["is empty", ""],
    ["is cut off", '{ "schemaVersion": 1, "auditDevices": [{'],
    ["is not JSON", "# Access"],
  ])("%s", (_, text) => {
    const path = file("broken.json", text);
    const problem = `"${path}" is not JSON, or it is cut off.`;
    return expectRefusal(path, `${problem}\nSynthesize it again: npm run synth`);
  });

  test("holds something else", () => {
    const path = file("text.json", '"access"');
    const problem = `"${path}" does not hold a JSON object.`;
    return expectRefusal(path, `${problem}\nSynthesize it again: npm run synth`);
  });

  test("is of another schema version", () => {
    const path = file("other.json", '{ "schemaVersion": 1 }');
    return expectRefusal(
      path,
      `"${path}" is of schema version 1; this version of vault-db reads 3.\n` +
        "Synthesize it again: npm run synth, or use the version of vault-db that wrote it.",
    );
  });

  test("is of none", () => {
    const path = file("none.json", "{}");
    return expectRefusal(
      path,
      `"${path}" is not an access.json: it has no schemaVersion.\nSynthesize it again: npm run synth`,
    );
  });
});
