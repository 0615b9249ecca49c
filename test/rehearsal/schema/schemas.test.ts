import { readSchemas } from "../../../rehearsal/schema/schemas";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { newShop, SHOP } from "./shop-stack";

/** A stack that has these databases, each named with its server. */
function stackWith(...names: readonly string[]): SynthesizedStack {
  const [shop] = newShop.access.databases;
  const databases = names.map((each) => {
    const [server = "", name = ""] = each.split("/");
    return { ...shop!, server, name };
  });
  return { ...newShop, access: { ...newShop.access, databases } };
}

const databasesOf = (options: readonly string[], stack: SynthesizedStack) =>
  readSchemas(options, stack).map(({ database }) => `${database.server}/${database.name}`);

test.each([
  [`appdb=${SHOP}`, ["postgresql/appdb"]],
  [`postgresql/appdb=${SHOP}`, ["postgresql/appdb"]],
  [`postgres:5432/legacy=${SHOP}`, ["postgres:5432/legacy"]],
  [`a=b=${SHOP}`, ["postgresql/a=b"]],
])("--schema %s", (option, found) => {
  const stack = stackWith("postgresql/appdb", "postgres:5432/legacy", "postgresql/a=b");
  expect(databasesOf([option], stack)).toEqual(found);
});

test("each of two servers can have a database of one name", () => {
  const stack = stackWith("postgresql/appdb", "postgresql.eu/appdb");
  expect(databasesOf([`postgresql.eu/appdb=${SHOP}`, `postgresql/appdb=${SHOP}`], stack)).toEqual([
    "postgresql.eu/appdb",
    "postgresql/appdb",
  ]);
});

test.each([
  [
    ["schema.sql"],
    '--schema schema.sql: It doesn\'t name a database of stack "test" and a file.\nIt could be: appdb=schema.sql, other=schema.sql.',
  ],
  [
    ["appdb="],
    '--schema appdb=: It doesn\'t name a database of stack "test" and a file.\nIt could be: appdb=schema.sql, other=schema.sql.',
  ],
  [
    ["shop=x.sql"],
    '--schema shop=x.sql: It doesn\'t name a database of stack "test" and a file.\nIt could be: appdb=schema.sql, other=schema.sql.',
  ],
  [
    [`other=${SHOP}`, "other=x.sql"],
    "--schema other=x.sql: other has a schema already.\nPut all of it into one file.",
  ],
])("%j is refused", (options, message) => {
  const stack = stackWith("postgresql/appdb", "postgresql/other");
  expect(() => readSchemas(options, stack)).toThrow(new Error(message));
});

test("which of two databases of one name is meant has to be said", () => {
  const stack = stackWith("postgresql/appdb", "postgresql.eu/appdb");
  expect(() => readSchemas(["appdb=x.sql"], stack)).toThrow(
    new Error(
      "--schema appdb=x.sql: Several servers have a database appdb.\nName its server, too: postgresql/appdb, postgresql.eu/appdb.",
    ),
  );
});

test("a stack without a database has no schema", () => {
  expect(() => readSchemas(["appdb=x.sql"], stackWith())).toThrow(
    new Error(
      '--schema appdb=x.sql: It doesn\'t name a database of stack "test" and a file.\nThe stack describes no database.',
    ),
  );
});
