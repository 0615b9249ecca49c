import { Session } from "../../clients/postgres-session";
import {
  type DatabaseDescription,
  DatabaseSecretsEngine,
  importedDatabaseSql,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../constructs";
import type { Deployment, PostgresServer } from "../../contract/deployment";
import { Leases } from "../../contract/leases";
import { TerraformVariable } from "cdktf";
import { addProviders } from "../other-stacks";
import { synthesizeStack } from "../synthesize";
import { withDeployed } from "./deploy-stack";
import { failuresOf, rehearseStack } from "./rehearse-stack";

const stack = synthesizeStack((scope) => {
  addProviders(scope);
  const engine = new DatabaseSecretsEngine(scope, "database");
  const names = { databaseName: "legacy", owner: "legacy_owner", account: "vault_legacy" };
  const connection = engine.addPostgresConnection("legacy", {
    database: PostgresDatabase.fromExisting(scope, "legacy", names),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.fromVariable(new TerraformVariable(scope, "root", { type: "string" })),
  });
  connection.addRole("legacy-readonly", { privileges: Privileges.readOnly() });
  connection.addRole("legacy-readwrite", { privileges: Privileges.readWrite() });
  connection.addRole("legacy-migrator", { privileges: Privileges.owner() });
});

describe.each([15, 16, 17, 18] as const)("what a DBA runs, on PostgreSQL %i", (version) => {
  /** Does something as the DBA before the statements are run once more, and something with what they left. */
  const runAgain = (
    before: readonly string[],
    then: (deployment: Deployment, server: PostgresServer) => Promise<void>,
  ) =>
    withDeployed(stack, version, async (deployment) => {
      const database = deployment.access.databases[0] as DatabaseDescription;
      const server = deployment.serverOf(database);
      await Session.with(server, "legacy", server.superuser, async (session) => {
        // Who deploys here is a member of the owner, and nobody's application.
        const statements = importedDatabaseSql({ ...database, losesAccess: ["rehearsal_admin"] });
        for (const statement of [...before, ...statements]) await session.query(statement);
      });
      await then(deployment, server);
    });

  const expectLeases = async ({ access, vault }: Deployment) => {
    const leases = new Leases(vault);
    for (const { path } of access.roles) await leases.revoke(await leases.issue(path));
  };

  test.concurrent("can be run again", () => runAgain([], expectLeases));

  test.concurrent("makes an account that somebody made before a member of its issuer", () =>
    runAgain([`REVOKE "vault_legacy_issuer" FROM "vault_legacy"`], expectLeases),
  );

  test.concurrent("lets readers execute only functions that run as their caller", () => {
    const routine = (kind: string, name: string, more = "") =>
      `CREATE ${kind} ${name}() ${kind === "FUNCTION" ? "RETURNS bigint" : ""} LANGUAGE ${more} AS`;
    const before = [
      `${routine("FUNCTION", "tenant", "sql")} 'SELECT 1'`,
      `${routine("FUNCTION", "numbered", "internal WINDOW")} 'window_row_number'`,
      `${routine("FUNCTION", "powerful", "sql SECURITY DEFINER")} 'SELECT 1'`,
      `${routine("PROCEDURE", "purge", "sql")} 'SELECT 1'`,
      "CREATE AGGREGATE total(bigint) (SFUNC = int8pl, STYPE = bigint)",
      'CREATE FUNCTION "Odd Name"("T" text, OUT one int, OUT two int) LANGUAGE sql AS $$SELECT 1, 2$$',
      "CREATE VIEW behind AS SELECT tenant(), numbered() OVER (), total(1) OVER ()",
      "ALTER VIEW behind OWNER TO legacy_owner",
    ];
    return runAgain(before, async ({ vault }, server) => {
      const lease = await new Leases(vault).issue("database/creds/legacy-readonly");
      await Session.with(server, "legacy", lease, async (session) => {
        const statements = [
          "SELECT * FROM behind",
          `SELECT "Odd Name"('')`,
          "SELECT powerful()",
          "CALL purge()",
        ];
        const allowed: boolean[] = [];
        for (const statement of statements) allowed.push(await session.isAllowed(statement));
        expect(allowed).toEqual([true, true, false, false]);
      });
    });
  });

  test.concurrent("takes procedures that are there from PUBLIC, and gives them to who may execute", () => {
    const before = [
      "CREATE TABLE invoice (id int)",
      "INSERT INTO invoice VALUES (1)",
      "ALTER TABLE invoice OWNER TO legacy_owner",
      "CREATE PROCEDURE purge() LANGUAGE sql SECURITY DEFINER AS 'DELETE FROM invoice'",
      "ALTER PROCEDURE purge() OWNER TO legacy_owner",
      "GRANT EXECUTE ON PROCEDURE purge() TO PUBLIC",
    ];
    return runAgain(before, async ({ vault }, server) => {
      const leases = new Leases(vault);
      const rowsAfterCall = async (role: string, call: string) => {
        const lease = await leases.issue(`database/creds/${role}`);
        return Session.with(server, "legacy", lease, async (session) => {
          const isAllowed = await session.isAllowed(call);
          const [row] = await session.query("SELECT count(*)::int AS rows FROM invoice");
          return { isAllowed, rows: row?.rows };
        });
      };
      expect(await rowsAfterCall("legacy-readonly", "CALL purge()")).toEqual({ isAllowed: false, rows: 1 });
      expect(await rowsAfterCall("legacy-readwrite", "CALL purge()")).toEqual({ isAllowed: true, rows: 1 });
    });
  });
});

test("a line in what a DBA runs that nobody described is a finding, and one that is missing", async () => {
  const [more, less] = [
    'ALTER ROLE "vault_legacy" SUPERUSER',
    'GRANT CONNECT ON DATABASE "legacy" TO "vault_legacy"',
  ];
  const script = stack.files.get("legacy.dba.sql")!.replace(less, more);
  const edited = { ...stack, files: new Map([...stack.files, ["legacy.dba.sql", script]]) };
  const report = await rehearseStack(edited);
  expect(failuresOf(report)).toEqual([
    `postgres:5432/legacy: dba-script-as-described: legacy.dba.sql: unexpected: ${more}; missing: ${less}`,
  ]);
});
