import { contractOf } from "../../contract/contract";
import { run } from "../../contract/run";
import { asSuperuser } from "../rehearsal/attack";
import { withDeployed } from "../rehearsal/deploy-stack";
import { failuresOf } from "../rehearsal/rehearse-stack";
import { synthesizeEnvironment } from "../synthesize";

const dev = synthesizeEnvironment("dev");

/** Databases as applications have them, in which each role may do what is described, and gets round nothing. */
const RIGHT = [
  [
    "extensions among the application's own tables",
    15,
    `CREATE EXTENSION citext; CREATE EXTENSION pg_stat_statements; SET ROLE app_owner;
     CREATE TABLE member (mail citext PRIMARY KEY)`,
  ],
  [
    "a view over a schema that nobody described, and a routine that acts as its owner for writers alone",
    16,
    `SET ROLE app_owner; CREATE SCHEMA hidden; CREATE TABLE hidden.salary (id int);
     CREATE VIEW headcount AS SELECT count(*) FROM hidden.salary;
     CREATE FUNCTION raise_salary() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = hidden AS 'UPDATE salary SET id = 1';
     REVOKE EXECUTE ON FUNCTION raise_salary() FROM appdb_read_only`,
  ],
  [
    "tables under row security, in partitions, of rows that may not be without values, and a materialized view without rows",
    17,
    `SET ROLE app_owner;
     CREATE TABLE document (id int NOT NULL, tenant text NOT NULL, at date NOT NULL) PARTITION BY RANGE (at);
     CREATE TABLE document_2026 PARTITION OF document FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
     ALTER TABLE document ENABLE ROW LEVEL SECURITY; ALTER TABLE document FORCE ROW LEVEL SECURITY;
     CREATE POLICY by_tenant ON document USING (tenant = current_setting('app.tenant', true));
     CREATE MATERIALIZED VIEW days AS SELECT at, count(*) FROM document GROUP BY at WITH NO DATA;
     CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0); CREATE TABLE amount (cents positive)`,
  ],
  [
    "a trigger that refuses, a table that others refer to, columns that are generated, and names of all kinds",
    18,
    `SET ROLE app_owner; CREATE TABLE "Order ""Line""" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Net" int, gross int GENERATED ALWAYS AS ("Net" * 2) STORED);
     CREATE TABLE part (line int REFERENCES "Order ""Line""");
     CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not today'; END $$;
     CREATE TRIGGER refused BEFORE INSERT OR DELETE OR TRUNCATE ON part EXECUTE FUNCTION refuse();
     CREATE PROCEDURE "Do it"(INOUT "How often" bigint, VARIADIC rest text[]) LANGUAGE plpgsql AS $$ BEGIN RAISE 'ran'; END $$`,
  ],
] as const;

test.concurrent.each(RIGHT)("nothing is said of %s", async (_, postgres, statements) => {
  const failures = await withDeployed(dev, postgres, async (deployment) => {
    await asSuperuser(deployment, (session) => session.query(statements));
    const phases = contractOf(deployment).filter(({ name }) => name === "leasing");
    return failuresOf({ checks: await run(phases, deployment) });
  });
  expect(failures).toEqual([]);
});
