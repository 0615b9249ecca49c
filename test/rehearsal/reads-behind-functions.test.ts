import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import { synthesizeEnvironment } from "../synthesize";
import { withDeployed } from "./deploy-stack";

const dev = synthesizeEnvironment("dev");

/** Objects that can be read only by who may execute the functions that they call. */
const BEHIND_FUNCTIONS = [
  "CREATE FUNCTION tenant() RETURNS int LANGUAGE sql STABLE AS 'SELECT 1'",
  "CREATE FUNCTION add(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2'",
  "CREATE AGGREGATE total(int) (SFUNC = add, STYPE = int, INITCOND = '0')",
  "CREATE OPERATOR <+> (LEFTARG = int, RIGHTARG = int, FUNCTION = add)",
  "CREATE TABLE doc (id int, tenant int)",
  "INSERT INTO doc VALUES (1, 1), (2, 2)",
  "CREATE TABLE policed (LIKE doc)",
  "INSERT INTO policed SELECT * FROM doc",
  "ALTER TABLE policed ENABLE ROW LEVEL SECURITY",
  "CREATE POLICY own ON policed USING (tenant = tenant())",
  "CREATE VIEW calling AS SELECT add(id, 1) FROM doc WHERE tenant = tenant()",
  "CREATE VIEW counting AS SELECT total(id) OVER () FROM doc WHERE id <+> 1 = 2",
  "CREATE MATERIALIZED VIEW kept AS SELECT id FROM doc WHERE tenant = tenant()",
  "CREATE TABLE parted (id int, tenant int) PARTITION BY LIST (id)",
  "CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1)",
  "INSERT INTO parted VALUES (1, 1)",
  "ALTER TABLE parted ENABLE ROW LEVEL SECURITY",
  "CREATE POLICY own ON parted USING (tenant = tenant())",
];

test.concurrent.each([15, 18] as const)(
  "on PostgreSQL %i, a reader reads tables and views behind the functions of a migration",
  (version) =>
    withDeployed(dev, version, async ({ vault, serverOf }) => {
      const leases = new Leases(vault);
      const as = async <Result>(role: string, action: (session: Session) => Promise<Result>) =>
        Session.with(
          serverOf({ server: "postgresql", name: "appdb" }),
          "appdb",
          await leases.issue(`database/creds/app-${role}`),
          action,
        );
      await as("migrator", async (session) => {
        for (const statement of BEHIND_FUNCTIONS) await session.query(statement);
      });
      await as("readonly", async (session) => {
        for (const name of ["policed", "calling", "counting", "kept", "parted"])
          expect([name, ...(await session.query(`SELECT * FROM ${name}`))]).toHaveLength(2);
        expect(await session.isAllowed("DELETE FROM policed")).toBe(false);
      });
    }),
);
