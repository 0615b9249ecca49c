import { loadingPlan, type LoadingPlace } from "../../../rehearsal/schema/loading-plan";
import { statementsIn } from "../../../rehearsal/schema/statements";

const made: LoadingPlace = {
  database: "shop",
  owner: "shop_owner",
  otherOwners: ["billing"],
  ownRoles: new Set(["shop_read_only"]),
  knownRoles: new Set(["shop_owner", "postgres"]),
};
const ofDba: LoadingPlace = { ...made, otherOwners: undefined };

function planOf(sql: string, place = made) {
  const plan = loadingPlan({ path: "schema.sql", statements: [...statementsIn(sql)] }, place);
  const steps = plan.steps.map(({ sql: text, as }) => `${as}: ${text}`);
  return { ...plan, roles: [...plan.roles], steps };
}

test("an owner makes everything, and a superuser says what is said of others", () => {
  const sql = `
    CREATE TABLE t (id int);
    ALTER TABLE t OWNER TO shop_owner;
    GRANT SELECT ON TABLE t TO clerk;
    COMMENT ON TABLE t IS 'it';
    CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
    CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f();
    ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner GRANT SELECT ON TABLES TO clerk;`;
  expect(planOf(sql)).toMatchObject({
    roles: [["clerk", 4]],
    steps: [
      "owner: CREATE TABLE t (id int)",
      'superuser: ALTER TABLE t OWNER TO "shop_owner"',
      'superuser: GRANT SELECT ON TABLE t TO "clerk"',
      "superuser: COMMENT ON TABLE t IS 'it'",
      "superuser: CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public",
      "superuser: CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
      'superuser: ALTER DEFAULT PRIVILEGES FOR ROLE "shop_owner" GRANT SELECT ON TABLES TO "clerk"',
    ],
    substitutions: [],
  });
});

const OWNERS = `
  ALTER SCHEMA public OWNER TO postgres;
  CREATE TABLE t ();
  ALTER TABLE t OWNER TO "Old-App";
  ALTER TABLE u OWNER TO billing;
  ALTER SCHEMA v OWNER TO pg_database_owner;
  REVOKE ALL ON TABLE t FROM "Old-App";`;

test("in a new database, what belongs to somebody else than its owners belongs to its owner", () => {
  expect(planOf(OWNERS)).toMatchObject({
    roles: [["billing", 5]],
    steps: [
      "owner: CREATE TABLE t ()",
      'superuser: ALTER TABLE t OWNER TO "shop_owner"',
      'superuser: ALTER TABLE u OWNER TO "billing"',
      'superuser: ALTER SCHEMA v OWNER TO "pg_database_owner"',
      'superuser: REVOKE ALL ON TABLE t FROM "shop_owner"',
    ],
    substitutions: [
      { address: "schema.sql", what: "an owner in schema.sql", from: "postgres", to: "shop_owner" },
      { address: "schema.sql", what: "an owner in schema.sql", from: "Old-App", to: "shop_owner" },
    ],
  });
});

test("in the database of a DBA, everything belongs to whom the file says", () => {
  expect(planOf(OWNERS, ofDba)).toMatchObject({
    roles: [
      ["Old-App", 4],
      ["billing", 5],
    ],
    steps: [
      'superuser: ALTER SCHEMA public OWNER TO "postgres"',
      "owner: CREATE TABLE t ()",
      'superuser: ALTER TABLE t OWNER TO "Old-App"',
      'superuser: ALTER TABLE u OWNER TO "billing"',
      'superuser: ALTER SCHEMA v OWNER TO "pg_database_owner"',
      'superuser: REVOKE ALL ON TABLE t FROM "Old-App"',
    ],
    substitutions: [],
  });
});

test("what the stack's own roles have, the stack says, and their policies wait for them", () => {
  const sql = `
    CREATE TABLE t ();
    GRANT INSERT ON TABLE t TO shop_read_only;
    ALTER ROLE shop_read_only SET search_path TO sales;
    CREATE POLICY p ON t FOR SELECT TO shop_read_only USING (true);`;
  expect(planOf(sql)).toMatchObject({
    roles: [],
    steps: ["owner: CREATE TABLE t ()"],
    afterwards: [
      { line: 5, sql: 'CREATE POLICY p ON t FOR SELECT TO "shop_read_only" USING (true)', as: "owner" },
    ],
    substitutions: [
      { what: "what the stack's own roles have", from: "schema.sql:3", to: "what the stack gives them" },
    ],
  });
});

test("roles are made before they are changed, without a password", () => {
  const sql = `
    CREATE ROLE clerk;
    ALTER ROLE clerk WITH NOSUPERUSER LOGIN PASSWORD 'SCRAM-SHA-256$4096:secret' VALID UNTIL '2030-01-01';
    CREATE USER "Web" CONNECTION LIMIT 5;
    CREATE ROLE postgres;
    ALTER ROLE postgres WITH SUPERUSER;
    ALTER ROLE clerk IN DATABASE old SET search_path TO sales;
    CREATE TABLE t ();`;
  expect(planOf(sql)).toMatchObject({
    roles: [
      ["clerk", 2],
      ["Web", 4],
    ],
    steps: [
      "superuser: ALTER ROLE \"clerk\" WITH NOSUPERUSER LOGIN  VALID UNTIL '2030-01-01'",
      'superuser: ALTER ROLE "Web" CONNECTION LIMIT 5 LOGIN',
      'superuser: ALTER ROLE "clerk" IN DATABASE "shop" SET search_path TO sales',
      "owner: CREATE TABLE t ()",
    ],
  });
});

test("foreign servers and logins there lead nowhere", () => {
  const sql = `
    CREATE SERVER crm FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'crm.internal', "user" 'me');
    CREATE SERVER files FOREIGN DATA WRAPPER file_fdw OPTIONS (root '/srv');
    CREATE USER MAPPING FOR clerk SERVER crm OPTIONS (password 'secret');`;
  expect(planOf(sql)).toMatchObject({
    steps: [
      "superuser: CREATE SERVER crm FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1')",
      "superuser: CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
      'superuser: CREATE USER MAPPING FOR "clerk" SERVER crm',
    ],
    substitutions: [
      { what: "where foreign servers are, and logins there", from: "schema.sql:2", to: "nowhere" },
    ],
  });
});

test("a rehearsal replicates nothing", () => {
  const sql = `
    CREATE PUBLICATION p FOR ALL TABLES;
    ALTER PUBLICATION p OWNER TO postgres;
    CREATE SUBSCRIPTION s CONNECTION 'password=secret' PUBLICATION p;`;
  expect(planOf(sql, ofDba)).toMatchObject({
    steps: [],
    substitutions: [
      {
        what: "publications and subscriptions",
        from: "schema.sql:2",
        to: "none: a rehearsal replicates nothing",
      },
    ],
  });
});

test("what a file says of its database is said of the one that is rehearsed", () => {
  const sql = `
    CREATE DATABASE old WITH TEMPLATE = template0;
    ALTER DATABASE old OWNER TO clerk;
    \\connect old
    ALTER DATABASE old SET search_path TO 'sales';
    COMMENT ON DATABASE old IS 'it';
    GRANT CONNECT ON DATABASE old TO clerk;`;
  expect(planOf(sql, ofDba).steps).toEqual([
    "superuser: ALTER DATABASE \"shop\" SET search_path TO 'sales'",
    'superuser: GRANT CONNECT ON DATABASE "shop" TO "clerk"',
  ]);
});

test("where everything is new, nothing has to be cleaned away first", () => {
  const sql = `
    SET a = 1;
    ALTER TABLE IF EXISTS ONLY public.t DROP CONSTRAINT IF EXISTS c;
    CREATE OR REPLACE VIEW public.v AS SELECT NULL::int AS id;
    DROP VIEW IF EXISTS public.v;
    DROP SCHEMA public;
    CREATE SCHEMA public;
    CREATE VIEW public.v AS SELECT 1 AS id;
    DROP TABLE old;`;
  expect(planOf(sql).steps).toEqual([
    "owner: SET a = 1",
    "owner: CREATE SCHEMA public",
    "owner: CREATE VIEW public.v AS SELECT 1 AS id",
    "owner: DROP TABLE old",
  ]);
});
