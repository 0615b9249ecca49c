import { statementsIn } from "../../../rehearsal/schema/statements";
import { Unfinished } from "../../../rehearsal/schema/tokens";

const split = (sql: string) => [...statementsIn(sql)].map(({ line, text }) => `${line}: ${text}`);

test("a statement ends with a semicolon, and begins in its own line", () => {
  expect(split("SET a = 1;\n\n-- why; not\nSET b\n  = 2;SET c = 3")).toEqual([
    "1: SET a = 1",
    "4: SET b\n  = 2",
    "5: SET c = 3",
  ]);
});

test.each([
  ["a text", "COMMENT ON TABLE t IS 'one; it''s; -- two'"],
  ["a text with backslashes", "COMMENT ON TABLE t IS E'it\\'s; one\\\\'"],
  ["a quoted name", 'ALTER TABLE "a;""b" OWNER TO c'],
  ["a comment in a comment", "SET a /* ; /* ; */ ; ' */ = 1"],
  ["a dollar-quoted body", "CREATE FUNCTION f() AS $_$ SELECT ';'; $x$ it's $$ $_$ LANGUAGE sql"],
  ["parentheses", "CREATE RULE r AS ON DELETE TO t DO ALSO ( SELECT 1; SELECT 2; )"],
  [
    "the body of a function",
    "CREATE FUNCTION f() RETURNS int\n BEGIN ATOMIC\n SELECT CASE WHEN true THEN 1 END;\n SELECT 2;\nEND",
  ],
  [
    "the body of a procedure that is replaced",
    "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC DELETE FROM t; END",
  ],
])("a semicolon in %s ends no statement", (_, statement) => {
  expect(split(`${statement};SET z = 1;`)).toEqual([
    `1: ${statement}`,
    expect.stringMatching(/^\d: SET z = 1$/),
  ]);
});

test.each(["BEGIN; SET a = 1; END;", "SET a$b = 1; SET b = $1; SET c = 2"])(
  "what only looks like a body is none: %s",
  (sql) => {
    expect(split(sql)).toHaveLength(3);
  },
);

test("a command of psql is a line", () => {
  expect([...statementsIn("\\restrict key\nSET a = 1;\n\\unrestrict key")]).toEqual([
    { line: 1, text: "\\restrict key", isPsql: true },
    { line: 2, text: "SET a = 1", isPsql: false },
    { line: 3, text: "\\unrestrict key", isPsql: true },
  ]);
});

test.each([
  "SET a = 'one",
  'SET "a = 1',
  "SET a = E'one\\'",
  "SET a /* /* */ = 1",
  "SET a = $q$ one $$",
  "'a''",
])("what is never closed is told from where it begins: %s", (sql) => {
  expect(() => split(`SET z = 1;\n${sql}`)).toThrow(Unfinished);
});

test("ten thousand statements are split in some seconds", () => {
  const text = `COMMENT ON TABLE t IS '${"it''s; ".repeat(100)}';\n`.repeat(10_000);
  const start = performance.now();
  expect(split(text)).toHaveLength(10_000);
  expect(performance.now() - start).toBeLessThan(5_000);
});
