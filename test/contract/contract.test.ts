import type { AccessManifest } from "../../constructs";
import { HARMS, KINDS } from "../../contract/check";
import { lineOf } from "../../contract/subject";
import { OTHER_STACKS } from "../other-stacks";
import { synthesizeEnvironment } from "../synthesize";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { checksOf } from "./described";

const dev = synthesizeEnvironment("dev").access;

const STACKS: [what: string, access: AccessManifest][] = [
  ["dev", dev],
  ["production", synthesizeEnvironment("production").access],
  ...OTHER_STACKS.map(([what]): [string, AccessManifest] => [what, synthesizeOtherStack(what).access]),
];

/** What in a manifest is a word of Vault's, PostgreSQL's or its own, and no name. */
const WORDS = [
  ...["kind", "type", "method", "tls", "privilege", "sequences", "functions", "types", "files", "work"],
  // And of issuers of tokens.
  ...["userClaim", "algorithm", "event_name", "pipeline_source", "ref_type", "ref_protected"],
];

/** The same manifest with other names for everything. */
function renamed<Value>(value: Value, key = ""): Value {
  const areWords = WORDS.includes(key) || (key === "privileges" && Array.isArray(value));
  if (areWords && JSON.stringify(value)[0] !== "{") {
    const isOfObjects = Array.isArray(value) && typeof value[0] === "object";
    if (!isOfObjects) return value;
  }
  if (typeof value === "string") return (value === "*" ? value : `x-${value}`) as Value;
  if (Array.isArray(value)) return value.map((each: unknown) => renamed(each)) as Value;
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, renamed(each, name)]),
  ) as Value;
}

describe.each(STACKS)("the contract of %s", (_, access) => {
  const checks = checksOf(access);

  test("has the same ids, kinds, harms and needs whatever everything is called", () => {
    const shape = ({ id, kind, harm, needs }: (typeof checks)[number]) => ({ id, kind, harm, needs });
    expect(checksOf(renamed(access)).map(shape)).toEqual(checks.map(shape));
  });

  test("has no two checks of one id about one thing", () => {
    const lines = checks.map(({ id, about }) => JSON.stringify([id, about]));
    expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
  });

  test("says of every check what it is, and what it does", () => {
    for (const { id, kind, says, harm } of checks) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(KINDS).toContain(kind);
      expect(HARMS).toContain(harm);
      expect(says).toMatch(/^[A-Za-z].*\S$/);
    }
  });
});

test.each(["other-schema", "other-roles", "sequence"])(
  "a role called %s is not taken for another check",
  (name) => {
    const access = JSON.parse(JSON.stringify(dev).replaceAll("app-readwrite", name)) as AccessManifest;
    const about = (kind: string) =>
      checksOf(access).filter((check) => check.about.kind === kind && check.says === `use ${name}`);
    expect(about("workload").map(lineOf)).toEqual([
      `myapp (approle): may-use-credential (database/creds/${name})`,
      `myapp (kubernetes): may-use-credential (database/creds/${name})`,
    ]);
    expect(new Set(checksOf(access).map(({ id }) => id))).toEqual(new Set(checksOf(dev).map(({ id }) => id)));
  },
);
