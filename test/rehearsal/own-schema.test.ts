import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Privileges, SchemaPrivileges } from "../../constructs";
import { readSchemas } from "../../rehearsal/schema/schemas";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { failuresOf, passedOf, rehearseStack } from "./rehearse-stack";
import { existingShop, existingShopOf, newShop, SHOP, shopOf } from "./schema/shop-stack";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "own-schema-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

let files = 0;

/** The file of a database that has this. */
function fileWith(sql: string): string {
  const file = join(directory, `${++files}.sql`);
  writeFileSync(file, sql);
  return file;
}

function rehearseWith(file: string, stack: SynthesizedStack, postgres: PostgresVersion = 18) {
  return rehearseStack(stack, { postgres, schemas: readSchemas([`shop=${file}`], stack) });
}

describe.each([15, 18] as const)("on PostgreSQL %i, every check passes with the schema of", (version) => {
  test.each([
    ["a database that the stack makes", newShop],
    ["a database that a DBA owns", existingShop],
  ])("%s", async (_, stack) => {
    const report = await rehearseWith(SHOP, stack, version);
    expect(failuresOf(report)).toEqual([]);
    expect(passedOf(report)).toContain("writer: may-select");
  });
});

test.each([
  ["readers of a DBA's database", existingShopOf({ reader: Privileges.readOnly() })],
  [
    "two owners",
    shopOf(
      {
        writer: Privileges.readWrite(),
        migrator: Privileges.owner(),
        "billing-migrator": Privileges.owner("billing"),
      },
      [{ name: "billing", schemas: ["billing"] }],
    ),
  ],
  [
    "writers in one schema who read in another",
    shopOf({
      clerk: Privileges.of({
        name: "clerk",
        bySchema: { sales: SchemaPrivileges.readWrite(), public: SchemaPrivileges.readOnly() },
      }),
    }),
  ],
])("every check passes with the user's own schema for %s", async (_, stack) => {
  expect(failuresOf(await rehearseWith(SHOP, stack))).toEqual([]);
});

/** A set that names tables and columns of the user's. */
const support = shopOf({
  support: Privileges.of({
    name: "support",
    bySchema: {
      sales: {
        tables: { event: ["SELECT", "INSERT"] },
        columns: { customer: { SELECT: ["id", "name"] } },
        functions: true,
      },
    },
  }),
});

test("what PUBLIC has left on the user's tables is a finding", async () => {
  expect(failuresOf(await rehearseWith(SHOP, support))).toEqual([
    "support: access-as-described: allowed, but not described: SELECT on 3 tables of sales (Order, customer, event_2026), view sales.debt, materialized view sales.debts",
  ]);
});

test("every check passes with the user's own schema for some of its tables and columns, where PUBLIC has nothing", async () => {
  const closed = readFileSync(SHOP, "utf8").replace(/^GRANT SELECT ON TABLE .* TO PUBLIC;$/gm, "");
  expect(failuresOf(await rehearseWith(fileWith(closed), support))).toEqual([]);
});

/** What runs as its owner where no grant on it shows. */
const BEHIND = `
CREATE ROLE shop_writer;
CREATE FUNCTION public.step(integer, integer) RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM sales.customer RETURNING 1';
ALTER FUNCTION public.step(integer, integer) OWNER TO shop_app;
REVOKE ALL ON FUNCTION public.step(integer, integer) FROM PUBLIC;
CREATE AGGREGATE public.steps(integer) (SFUNC = public.step, STYPE = integer);
ALTER AGGREGATE public.steps(integer) OWNER TO shop_app;
CREATE SCHEMA api;
GRANT USAGE ON SCHEMA api TO PUBLIC;
GRANT UPDATE (name) ON TABLE sales.customer TO shop_writer;
CREATE FUNCTION api.rename() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'UPDATE sales.customer SET name = NULL';
ALTER FUNCTION api.rename() OWNER TO shop_writer;
REVOKE ALL ON FUNCTION api.rename() FROM PUBLIC;
GRANT ALL ON FUNCTION api.rename() TO shop_report;
CREATE FUNCTION api.call() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT api.rename()';
ALTER FUNCTION api.call() OWNER TO shop_report;
`;

test("a DBA's script grants readers no aggregate of what runs as its owner, and who reaches what writes by another one is a finding", async () => {
  const file = fileWith(readFileSync(SHOP, "utf8") + BEHIND);
  const report = await rehearseWith(file, existingShopOf({ reader: Privileges.readOnly() }));
  expect(failuresOf(report)).toEqual([
    "postgres:5432/shop: no-way-round: database/creds/reader: SECURITY DEFINER function api.call(): runs as shop_report, who may write, with its caller's search_path: take EXECUTE from it, or name it under definers of its privilege set",
  ]);
  const [matrix] = report.access ?? [];
  const aggregate = matrix?.objects.find(({ name }) => name === "steps(integer)");
  expect(aggregate?.access.map(({ role }) => role)).not.toContain("database/creds/reader");
});

test("a reader who may call the user's own procedure that writes is a finding", async () => {
  const report = await rehearseWith(SHOP, shopOf({ reader: Privileges.readOnly() }));
  expect(failuresOf(report)).toEqual([
    expect.stringMatching(
      /^shop: no-way-round: database\/creds\/reader: SECURITY DEFINER procedure sales\.purge\(\)/,
    ),
  ]);
});

test("what was put in place of what a rehearsal can't have is told", async () => {
  const { substitutions } = await rehearseWith(SHOP, newShop);
  expect(
    substitutions.map(({ what, from, to }) => `${what}: ${from} → ${to}`.replaceAll(SHOP, "shop.sql")),
  ).toEqual([
    expect.stringMatching(/^the PostgreSQL server: postgres:5432 → /),
    "an owner in shop.sql: billing → shop_app",
    "an owner in shop.sql: postgres → shop_app",
    "where foreign servers are, and logins there: shop.sql:236 → nowhere",
    "publications and subscriptions: shop.sql:494 → none: a rehearsal replicates nothing",
  ]);
});

test.each([
  [
    "everybody may make tables",
    "GRANT ALL ON SCHEMA public TO PUBLIC; CREATE TABLE t ();",
    'writer: may-not-create-table: allowed, but not described: CREATE TABLE "public".contract_made (id int)',
  ],
  [
    "an event trigger lets nobody make tables",
    `CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
       IF current_user = 'shop_app' THEN RAISE 'not today'; END IF; END $$;
     CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse();`,
    expect.stringMatching(/^shop: owner-makes-objects(-while-leased)?: .*not today/),
  ],
])("a schema in which %s is a finding", async (_, sql, failure) => {
  expect(failuresOf(await rehearseWith(fileWith(sql), newShop))).toContainEqual(failure);
});

test("a line that PostgreSQL refuses is no finding: it could not be told", async () => {
  const file = fileWith("CREATE TABLE t ();\nCREATE TABLE t ();");
  await expect(rehearseWith(file, newShop)).rejects.toThrow(
    /:2: PostgreSQL 18\.\d+ refuses this: relation "t" already exists\.\n/,
  );
});
