import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { scripts } from "../../package.json";

const ROOT = join(__dirname, "../..");
const ENTRIES = ["cli/check-node.js", "cli/vault-db.js", "scripts/install.js"];

let directory: string;
beforeAll(() => (directory = mkdtempSync(join(tmpdir(), "node-"))));
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs a file with a Node that says it is of another version. */
function runAs(node: string, ...args: string[]) {
  const pretend = join(directory, "pretend.js");
  writeFileSync(pretend, `Object.defineProperty(process, "versions", { value: { node: "${node}" } });`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", pretend, ...args], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test.each([
  ["the command", "8.17.0", ["cli/vault-db.js", "--help"]],
  ["the command", "19.9.0", ["cli/vault-db.js", "rehearse", "dev"]],
  ["every npm script", "18.20.8", ["scripts/install.js"]],
])("%s says in one line that Node %s is too old", (_, node, args) => {
  expect(runAs(node, ...args)).toEqual({
    status: 2,
    stdout: "",
    stderr: `This needs Node 20 or newer, and is run by Node ${node}: see https://nodejs.org\n`,
  });
});

test.each(["20.0.0", "22.18.0", "100.0.0"])("Node %s is not too old", (node) => {
  expect(runAs(node, "cli/check-node.js")).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("every npm script looks for the packages and the version of Node first", () => {
  const all: Record<string, string> = scripts;
  const own = Object.keys(all).filter((name) => !/^(pre|post)/.test(name));
  expect(own).toContain("test");
  for (const name of own) expect([name, all[`pre${name}`]]).toEqual([name, "node scripts/install.js"]);
});

test.each(ENTRIES)("%s holds no syntax that Node 8 could not read", (file) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  const readable = (target: string) => transformSync(text, { target }).code;
  expect(readable("node8")).toBe(readable("esnext"));
});
