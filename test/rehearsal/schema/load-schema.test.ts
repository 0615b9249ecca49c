import { Session } from "../../../clients/postgres-session";
import type { PostgresServer } from "../../../contract/deployment";
import { loadSchema, type SchemaLoad } from "../../../rehearsal/schema/load-schema";
import type { LoadingPlace } from "../../../rehearsal/schema/loading-plan";
import { readSchemaFile } from "../../../rehearsal/schema/schema-file";
import { statementsIn } from "../../../rehearsal/schema/statements";
import {
  cacheDirectory,
  CertificateAuthority,
  POSTGRES_VERSIONS,
  type PostgresVersion,
  startPostgres,
} from "../../../rehearsal/servers";
import { withWorkspace } from "../../../rehearsal/with-workspace";
import { SHOP } from "./shop-stack";

/** An empty database with an owner, on a server of its own. */
function withDatabase(
  version: PostgresVersion,
  action: (server: PostgresServer, query: (sql: string) => Promise<unknown[]>) => Promise<void>,
): Promise<void> {
  return withWorkspace(async (workspace) => {
    const authority = await CertificateAuthority.create();
    const cache = cacheDirectory(process.env);
    const server = await startPostgres(workspace, { version, authority, cache });
    const query = (sql: string, database = "shop") =>
      Session.with(server, database, server.superuser, (session) => session.query(sql));
    await query("CREATE ROLE shop_app", "postgres");
    await query("CREATE DATABASE shop", "postgres");
    await query("GRANT CREATE ON DATABASE shop TO shop_app; GRANT CREATE ON SCHEMA public TO shop_app");
    await action(server, query);
  });
}

const PLACE: LoadingPlace = {
  database: "shop",
  owner: "shop_app",
  otherOwners: [],
  ownRoles: new Set(["shop_reader"]),
  knownRoles: new Set(["shop_app", "postgres"]),
};

/** Loads SQL as if it came from a file. */
function load(
  server: PostgresServer,
  sql: string,
  { fromVersion, ...place }: Partial<LoadingPlace> & { readonly fromVersion?: number } = {},
): Promise<SchemaLoad> {
  const file = { path: "schema.sql", statements: [...statementsIn(sql)], fromVersion };
  return loadSchema(file, server, { ...PLACE, ...place });
}

describe.each(POSTGRES_VERSIONS)("on PostgreSQL %i", (version) => {
  test("what pg_dump wrote of a database with everything is loaded", () =>
    withDatabase(version, async (server, query) => {
      const { schema } = await loadSchema(readSchemaFile(SHOP), server, {
        ...PLACE,
        otherOwners: ["billing"],
      });
      const names = schema.objects.map(({ line, owner }) => `${line} of ${owner}`);
      expect(names.filter((name) => !name.includes("public.") && !name.includes(" ext.")).sort()).toEqual([
        "aggregate sales.longest(pg_catalog.text) of shop_app",
        "foreign table sales.lead of shop_app",
        "function sales.own_tenant(pg_catalog.text) of shop_app",
        "function sales.stamp() of shop_app",
        "function sales.total(integer) of shop_app",
        "materialized view sales.debts of shop_app",
        "procedure sales.purge() of shop_app",
        "sequence billing.number of billing",
        "sequence sales.Order_id_seq of shop_app",
        "sequence sales.customer_id_seq of shop_app",
        "table billing.invoice of billing",
        "table sales.Order of shop_app",
        "table sales.customer of shop_app",
        "table sales.event of shop_app",
        "table sales.event_2026 of shop_app",
        "view sales.debt of shop_app",
      ]);
      expect(schema.onServer).toEqual(["role Audit-User", "role billing", "role shop_report"]);
      expect(schema.added).toEqual(
        expect.arrayContaining([
          "SELECT on view sales.debt to shop_report with grant option",
          "SELECT on table column sales.customer.name to Audit-User",
          "SELECT on default privileges for role shop_app in schema sales on tables to shop_report",
          "event trigger note_ddl of postgres",
          "extension citext of postgres",
          "policy sales.customer.tenant",
        ]),
      );
      expect(await query("SELECT count(*)::int FROM sales.debts")).toEqual([{ count: 0 }]);
      expect(
        await query(
          "SELECT srvoptions, umoptions FROM pg_user_mappings JOIN pg_foreign_server s ON s.oid = srvid",
        ),
      ).toEqual([{ srvoptions: ["host=127.0.0.1", "port=1"], umoptions: null }]);
    }));
});

describe("a line that PostgreSQL refuses is named, with what can be done", () => {
  const refusalOf = async (version: PostgresVersion, sql: string, props: Parameters<typeof load>[2] = {}) => {
    let message = "";
    await withDatabase(version, (server) =>
      load(server, sql, props).then(
        () => undefined,
        (error: Error) => void (message = error.message),
      ),
    );
    return message.replace(/PostgreSQL 1\d\.\d+/, "PostgreSQL here");
  };
  const ADVICE =
    "Does psql load it into an empty database? If not, write it again: " +
    "pg_dump --schema-only --encoding=UTF8 --file=schema.sql <database>";

  test.each([
    [
      "a mistake",
      "CREATE TABLE t (id int);\n\nCREATE TABEL u ();",
      '3: PostgreSQL here refuses this: syntax error at or near "TABEL".',
    ],
    [
      "what isn't there",
      "CREATE TABLE t (id unknown_type);",
      '1: PostgreSQL here refuses this: type "unknown_type" does not exist.',
    ],
    [
      "a role that can't be made",
      'CREATE TABLE t ();\nGRANT SELECT ON TABLE t TO "none";',
      '2: PostgreSQL here refuses this: role name "none" is reserved.',
    ],
  ])("%s", async (_, sql, problem) => {
    expect(await refusalOf(18, sql)).toBe(`schema.sql:${problem}\n${ADVICE}`);
  });

  test.each([
    [17, "It comes from PostgreSQL 17: rehearse with --postgres 17."],
    [
      99,
      "It comes from PostgreSQL 99, which a rehearsal hasn't: take the line out of a copy, and rehearse with that.",
    ],
  ])("what only PostgreSQL %i knows", async (fromVersion, advice) => {
    const sql = "CREATE TABLE t ();\nGRANT SELECT ON TABLE t TO pg_maintain;";
    expect(await refusalOf(16, sql, { fromVersion })).toBe(
      `schema.sql:2: PostgreSQL here refuses this: role "pg_maintain" does not exist.\n${advice}`,
    );
  });

  test("tables that need an extension which this server hasn't, all of them", async () => {
    const sql = `CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;
COMMENT ON EXTENSION postgis IS 'places';
CREATE TABLE place (at public.geometry);
CREATE FUNCTION area(public.geometry) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE other (id int);
CREATE TABLE route (line public.geometry);`;
    expect(await refusalOf(18, sql)).toBe(
      "schema.sql:1: This server hasn't the extension postgis, which tables need: place (line 3), route (line 6).\n" +
        "In a copy of the file, give their columns of its types another type, such as text, and rehearse with that.",
    );
  });
});

test("settings of newer servers, and objects for which an extension is missing, are left out by name", () =>
  withDatabase(15, async (server) => {
    const { schema, substitutions } = await load(
      server,
      `SET transaction_timeout = 0;
CREATE EXTENSION IF NOT EXISTS vector WITH SCHEMA public;
COMMENT ON EXTENSION vector IS 'near';
CREATE TABLE film (id int, plot text);
CREATE FUNCTION public.near(a public.vector) RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER FUNCTION public.near(a public.vector) OWNER TO shop_app;
CREATE INDEX film_plot ON film USING hnsw (plot);
CREATE OR REPLACE VIEW public."Near" AS SELECT public.near(NULL) FROM film;
GRANT SELECT ON public."Near" TO PUBLIC;
CREATE TABLE kept (id int);`,
    );
    expect(schema.objects.map(({ name }) => name).sort()).toEqual(["film", "kept"]);
    expect(substitutions).toEqual([
      {
        address: "schema.sql",
        what: "the setting transaction_timeout",
        from: "schema.sql:1",
        to: "this server's own",
      },
      {
        address: "schema.sql",
        what: "the extension vector, which this server hasn't",
        from: "schema.sql:2",
        to: 'nothing; left out are function public.near, index film_plot, view public."Near"',
      },
    ]);
  }));

test("policies for roles of the stack are made when these are there", () =>
  withDatabase(18, async (server, query) => {
    const sql = "CREATE TABLE t (); CREATE POLICY p ON t TO shop_reader USING (true);";
    const { finish } = await load(server, sql);
    await query("CREATE ROLE shop_reader");
    await finish();
    expect(await query("SELECT polname FROM pg_policy")).toEqual([{ polname: "p" }]);
  }));

test("an owner makes what it may, and a superuser what only a superuser may", () =>
  withDatabase(18, async (server, query) => {
    await query("ALTER DEFAULT PRIVILEGES FOR ROLE shop_app REVOKE ALL ON FUNCTIONS FROM PUBLIC");
    const sql = `CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION low() RETURNS int LANGUAGE internal AS 'pg_backend_pid';`;
    const { schema } = await load(server, sql);
    expect(schema.objects.map(({ name, owner }) => `${name} of ${owner}`).sort()).toEqual([
      "low of postgres",
      "mine of shop_app",
    ]);
    expect(schema.added).toContain("EXECUTE on function public.low() to PUBLIC");
    expect(schema.added).not.toContain("EXECUTE on function public.mine() to PUBLIC");
  }));

test("what is loaded takes nothing of the server's log", () =>
  withWorkspace(async (workspace) => {
    const props = {
      version: 18,
      authority: await CertificateAuthority.create(),
      cache: cacheDirectory(process.env),
    } as const;
    const server = await startPostgres(workspace, props);
    await load(server, "CREATE TABLE secret_plans ();", { database: "postgres", owner: "postgres" });
    expect(server.log()).not.toContain("secret_plans");
  }));
