import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Finding, FindingsError, renderFindings } from "../../constructs";

const ttl: Finding = {
  rule: "ttl-order",
  path: "dev/database/appdb/app",
  message: "defaultTtl is 2 hours, longer than maxTtl, which is 1 hour",
  fix: "lower defaultTtl or raise maxTtl",
};
const name: Finding = {
  rule: "vault-name",
  path: "dev/database/appdb/app",
  message: 'role "my app" can\'t be part of a Vault path',
  fix: "use letters and digits",
};
const schemas: Finding = {
  rule: "schemas",
  path: "dev/appdb",
  message: "the list of schemas is empty",
  fix: 'name at least one schema, or leave the prop out for ["public"]',
};

test("one finding is told with its construct, its rule and what to write instead", () => {
  expect(renderFindings([schemas])).toBe(`1 finding; nothing was written.

dev/appdb
  schemas: the list of schemas is empty
    Instead: name at least one schema, or leave the prop out for ["public"]`);
});

test("findings are grouped by construct, in the order of the paths, and keep their order within one", () => {
  expect(renderFindings([ttl, schemas, name])).toBe(`3 findings; nothing was written.

dev/appdb
  schemas: the list of schemas is empty
    Instead: name at least one schema, or leave the prop out for ["public"]

dev/database/appdb/app
  ttl-order: defaultTtl is 2 hours, longer than maxTtl, which is 1 hour
    Instead: lower defaultTtl or raise maxTtl
  vault-name: role "my app" can't be part of a Vault path
    Instead: use letters and digits`);
});

test("nobody who lets the error pass sees more of it than its message, once", () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["-r", "tsx/cjs", "-e", 'throw new (require("./constructs/finding").FindingsError)([])'],
    { cwd: join(__dirname, "../.."), encoding: "utf8" },
  );
  expect(status).toBe(1);
  expect(stderr.match(/0 findings/g)).toHaveLength(1);
  expect(stderr).not.toMatch(/^ +at /m);
  expect(stderr).not.toContain("findings: [");
});

test("the error that stops a synthesis holds its findings as data, and as its message", () => {
  const error = new FindingsError([schemas]);
  expect(error.name).toBe("FindingsError");
  expect(error.findings).toEqual([schemas]);
  expect(error.message).toBe(renderFindings([schemas]));
  expect(error.stack).toBe(`FindingsError: ${renderFindings([schemas])}`);
});
