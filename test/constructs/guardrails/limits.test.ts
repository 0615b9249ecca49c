import { isHarmlessChange } from "../../../constructs/guardrails/rendered/harmless-changes";
import { creationStatements } from "../../../constructs/postgres/statements/creation";

const settings = { searchPath: ["public"], statementTimeout: 30, connectionLimit: 4 };
const written = creationStatements({ group: "appdb_read_only", actsAsGroup: false, settings });
const [create = "", asItself = ""] = written;

const isHarmless = (list: readonly string[], before = written) =>
  isHarmlessChange("creation_statements", list, before);
const also = (statement: string) => [...written, statement];

test.each([
  ["a time that is not described", also(`ALTER ROLE "{{name}}" SET idle_session_timeout = '1h'`)],
  ["a comment", also(`COMMENT ON ROLE "{{name}}" IS 'for programs'`)],
  [
    "attributes that are refused in words",
    [create.replace("LOGIN", "LOGIN NOSUPERUSER"), ...written.slice(1)],
  ],
])("of a role with limits, %s takes nothing away that is described", (_, list) => {
  expect(isHarmless(list)).toBe(true);
});

test.each([
  ["a longer time", also(`ALTER ROLE "{{name}}" SET statement_timeout = 60000`)],
  ["the same time in another spelling", also(`ALTER USER {{name}} SET "statement_timeout" TO '1h'`)],
  ["a time without end", also(`ALTER ROLE "{{name}}" RESET statement_timeout`)],
  ["more sessions", also(`ALTER ROLE "{{name}}" CONNECTION LIMIT 50`)],
  ["as many sessions as there are", also(`ALTER ROLE "{{name}}" CONNECTION LIMIT -1`)],
  ["no limit of sessions", [create.replace("CONNECTION LIMIT 4 ", ""), ...written.slice(1)]],
  ["a statement that is left out", written.filter((statement) => !statement.includes("statement_timeout"))],
  ["another search path", written.map((statement) => statement.replace('"public"', '"sales"'))],
  ["a role that may act as its group", written.filter((statement) => statement !== asItself)],
  ["a role that acts as its group", also(`ALTER ROLE "{{name}}" SET role = 'appdb_read_only'`)],
])("of a role with limits, %s is another role", (_, list) => {
  expect(isHarmless(list)).toBe(false);
});

test("where nothing is described, limits are harmless", () => {
  const plain = creationStatements({ group: "appdb_read_only", actsAsGroup: false });
  const limits = [
    `ALTER ROLE "{{name}}" CONNECTION LIMIT 5`,
    `ALTER ROLE "{{name}}" SET lock_timeout = '5s'`,
  ];
  expect(isHarmless([...plain, ...limits], plain)).toBe(true);
});

test.each([
  ["connection_limit", 10, 20, true],
  ["connection_limit", 200, 20, false],
  ["connection_limit", -1, 20, false],
  ["connection_limit", 5, undefined, true],
  ["statement_timeout", 0, 30_000, false],
  ["statement_timeout", 60_000, 30_000, false],
  ["idle_in_transaction_session_timeout", 1000, 30_000, true],
])("a login's %s of %p in place of %p is harmless: %p", (argument, value, before, expected) => {
  expect(isHarmlessChange(argument, value, before)).toBe(expected);
});
