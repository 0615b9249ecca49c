import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cycles, importGraph } from "./import-graph";

const root = join(__dirname, "../..");
const folders = [
  "cli",
  "clients",
  "constructs",
  "contract",
  "environments",
  "policies",
  "rehearsal",
  "review",
  "stacks",
];
const graph = importGraph(root, folders);
const values = new Map([...graph].map(([file, imports]) => [file, imports.values]));

test("files that are loaded import each other in no cycle", () => {
  expect(values.get("constructs/index.ts")).toContain("constructs/duration.ts");
  expect(cycles(values)).toEqual([]);
});

test("a cycle is found, also one by a detour", () => {
  const withOne = new Map(values).set("constructs/duration.ts", ["constructs/index.ts"]);
  expect(cycles(withOne).flat()).toEqual(
    expect.arrayContaining(["constructs/duration.ts", "constructs/index.ts"]),
  );
  expect(
    cycles(
      new Map([
        ["a", ["b"]],
        ["b", ["c"]],
        ["c", ["a", "d"]],
        ["d", []],
      ]),
    ),
  ).toEqual([["a", "b", "c"]]);
  expect(cycles(new Map([["a", ["a"]]]))).toEqual([["a"]]);
});

test("files that only types join in a cycle are those that CONTRIBUTING names", () => {
  const all = new Map([...graph].map(([file, imports]) => [file, [...imports.values, ...imports.types]]));
  const text = readFileSync(join(root, "CONTRIBUTING.md"), "utf8");
  const [paragraph = ""] = /Only types join in a cycle[\s\S]*?\n\n/.exec(text) ?? [];
  const named = [...paragraph.matchAll(/`([\w/-]+\.ts)`/g)].map(([, file]) => file);
  expect(named.sort()).toEqual(cycles(all).flat().sort());
});
