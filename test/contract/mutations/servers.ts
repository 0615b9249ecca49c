import type { Deployment, ServiceAccountClaims } from "../../../contract/deployment";
import { asSuperuser } from "../../rehearsal/attack";
import type { Failure } from "./mutation";

/** Something that is wrong on the servers though the stack is right, and how the rehearsal names it. */
export type ServerMutation = readonly [
  what: string,
  /** @returns the deployment that is checked */
  change: (deployment: Deployment) => Promise<Deployment | void>,
  failure: Failure,
];

export const sql =
  (...statements: string[]) =>
  async (deployment: Deployment): Promise<void> =>
    asSuperuser(deployment, async (session) => {
      for (const statement of statements) await session.query(statement);
    });

const vault =
  (path: string, body: object) =>
  async ({ vault: client }: Deployment): Promise<void> =>
    void (await client.request("POST", path, body));

/** Changes how leased readers are made, by an issuer who may do everything. */
const creating =
  (change: (statements: string[]) => string[]) =>
  async (deployment: Deployment): Promise<void> => {
    const path = "database/roles/app-readonly";
    const { data } = await deployment.vault.request("GET", path);
    const creation_statements = change(data?.creation_statements as string[]);
    await deployment.vault.request("POST", path, { ...data, creation_statements });
    await sql("ALTER ROLE vault_appdb_issuer SUPERUSER")(deployment);
  };

/** What somebody with all rights could do behind the stack's back. */
export const SERVER_MUTATIONS: readonly ServerMutation[] = [
  [
    "the readers may read everything on the server",
    sql("GRANT pg_read_all_data TO appdb_read_only"),
    "server postgresql: holds-only-what-is-described: unexpected: member appdb_read_only of pg_read_all_data",
  ],
  [
    "the readers may read passwords",
    sql("GRANT SELECT ON pg_catalog.pg_authid TO appdb_read_only"),
    "appdb: holds-only-what-is-described: unexpected: SELECT on table pg_catalog.pg_authid to appdb_read_only; unexpected: table pg_catalog.pg_authid of postgres",
  ],
  [
    "the readers may read the server's files",
    sql(
      "GRANT pg_read_server_files TO appdb_read_only",
      "GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO appdb_read_only",
    ),
    [
      "server postgresql: holds-only-what-is-described: unexpected: member appdb_read_only of pg_read_server_files",
      "appdb: holds-only-what-is-described: unexpected: EXECUTE on function pg_catalog.pg_read_file(pg_catalog.text) to appdb_read_only; unexpected: function pg_catalog.pg_read_file(pg_catalog.text) of postgres",
    ],
  ],
  [
    "databases of later begin with a table",
    async (deployment) =>
      asSuperuser(
        deployment,
        async (session) => void (await session.query("CREATE TABLE t (id int)")),
        "template1",
      ),
    "server postgresql: holds-only-what-is-described: unexpected: in database template1: table public.t of postgres",
  ],
  [
    "the readers may call an aggregate no more",
    sql("REVOKE EXECUTE ON FUNCTION contract_before_aggregate(int) FROM appdb_read_only"),
    'app-readonly: may-execute: refused, but described: SELECT "public".contract_before_aggregate(1)',
  ],
  [
    "the readers may act as the writers",
    sql("GRANT appdb_read_write TO appdb_read_only"),
    "server postgresql: holds-only-what-is-described: unexpected: member appdb_read_only of appdb_read_write",
  ],
  [
    "the readers may act as the owner",
    sql("GRANT app_owner TO appdb_read_only"),
    /app-readonly: may-not-drop-table: allowed, but not described/,
  ],
  [
    "the writers may act as the owner",
    sql("GRANT app_owner TO appdb_read_write"),
    'app-readwrite: may-not-become-owner: allowed, but not described: SET ROLE "app_owner"',
  ],
  [
    "the readers may do everything to tables",
    sql(
      "GRANT CREATE ON SCHEMA public TO appdb_read_only",
      "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT ALL ON TABLES TO appdb_read_only",
      "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner GRANT ALL ON SEQUENCES TO appdb_read_only",
    ),
    /app-readonly: may-not-create-table: allowed, but not described/,
  ],
  [
    "the owner may make no types",
    sql(
      "CREATE FUNCTION no_types() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no types here'; END $$",
      "CREATE EVENT TRIGGER no_types ON ddl_command_start WHEN TAG IN ('CREATE TYPE') EXECUTE FUNCTION no_types()",
    ),
    "appdb: owner-makes-objects-while-leased: no types here",
  ],
  [
    "the writers lost everything",
    sql(
      "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner IN SCHEMA public REVOKE ALL ON TABLES FROM appdb_read_write",
    ),
    [
      /app-readwrite: may-insert: refused, but described/,
      /app-readwrite: may-update: refused, but described/,
    ],
  ],
  [
    "the writers can't execute functions",
    sql(
      "ALTER DEFAULT PRIVILEGES FOR ROLE app_owner IN SCHEMA public REVOKE ALL ON FUNCTIONS FROM appdb_read_write",
    ),
    /app-readwrite: may-execute: refused, but described/,
  ],
  [
    "a workload gets batch tokens",
    vault("auth/approle/role/myapp", {
      token_type: "batch",
      token_period: 0,
      token_policies: ["approle-myapp"],
    }),
    "myapp (approle): login-role-as-described: token_period is 0 instead of 3600; token_type is batch instead of default",
  ],
  [
    "the connection's URL holds a password",
    vault("database/config/appdb", {
      plugin_name: "postgresql-database-plugin",
      connection_url: "postgresql://somebody:hunter2@postgres:5432/appdb",
      verify_connection: false,
    }),
    /database\/appdb: configuration-as-described: .*connection_url begins with postgresql:\/\/somebody:…@postgres:5432\/appdb instead of postgresql:\/\/\{\{username\}\}:\{\{password\}\}@127\.0\.0\.1:\d+\/appdb;/,
  ],
  [
    "tokens can't be revoked",
    vault("auth/approle/role/myapp", { token_type: "batch", token_period: 0, token_ttl: 3600 }),
    /myapp \(approle\): lease-dies-with-token: /,
  ],
  [
    "the cluster takes tokens that have expired",
    async (deployment) => {
      const issueAt = (path: string) => (claims: ServiceAccountClaims) =>
        deployment.serviceAccountTokens(path).issue({ ...claims, ttlSeconds: 600 });
      return { ...deployment, serviceAccountTokens: (path) => ({ issue: issueAt(path) }) };
    },
    "myapp (kubernetes): expired-service-account-token-refused: Vault lets in expired service account token",
  ],
];

/** The same where Vault's own statements make leased roles: functions refuse what these do. */
export const STATEMENT_SERVER_MUTATIONS: readonly ServerMutation[] = [
  [
    "a leased role may act as Vault",
    creating((statements) => [...statements, 'GRANT vault_appdb TO "{{name}}"']),
    /app-readonly: steps-change-nothing-else: issuing: unexpected: member v-app-readonly-\S+ of vault_appdb;/,
  ],
  [
    "revoking ends sessions of the break-glass account, by who may do so",
    async (deployment) => {
      await sql("GRANT appdb_break_glass TO vault_appdb_issuer")(deployment);
      const path = "database/roles/app-readonly";
      const { data } = await deployment.vault.request("GET", path);
      const revocation_statements = (data?.revocation_statements as string[]).map((statement) =>
        statement.replaceAll("usename = leased", "usename IN (leased, 'appdb_break_glass')"),
      );
      await deployment.vault.request("POST", path, { ...data, revocation_statements });
    },
    "app-readonly: steps-change-nothing-else: revoking: a session of appdb_break_glass ended, too",
  ],
  [
    "a leased role may make others",
    creating(([first = "", ...rest]) => [first.replace("LOGIN", "LOGIN CREATEROLE"), ...rest]),
    /app-readonly: steps-change-nothing-else: issuing: .*unexpected: role (\S+) LOGIN CREATEROLE PASSWORD; missing: role \1 LOGIN PASSWORD/,
  ],
  [
    "a leased role is a superuser",
    creating(([first = "", ...rest]) => [first.replace("LOGIN", "LOGIN SUPERUSER"), ...rest]),
    /app-readonly: steps-change-nothing-else: issuing: .*unexpected: role (\S+) LOGIN SUPERUSER PASSWORD; missing: role \1 LOGIN PASSWORD/,
  ],
];
