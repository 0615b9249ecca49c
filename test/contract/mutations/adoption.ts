import { Session } from "../../../clients/postgres-session";
import type { Deployment } from "../../../contract/deployment";
import { type Mutation, withFile } from "./mutation";
import type { ServerMutation } from "./servers";

const SCRIPT = "appdb.dba.sql";
const UNDO = "appdb.dba.undo.sql";

const without = (file: string, line: RegExp) => withFile(file, (text) => text.replace(line, ""));

const sql =
  (statement: string) =>
  async ({ access, serverOf }: Deployment): Promise<void> => {
    const [database] = access.databases;
    const server = serverOf(database!);
    await Session.with(server, database!.name, server.superuser, (session) => session.query(statement));
  };

/** Wrong edits of what a DBA runs. */
export const ADOPTION_MUTATIONS: readonly Mutation[] = [
  [
    "the DBA's script goes on after an error",
    without(SCRIPT, /^\\set ON_ERROR_STOP on\n/m),
    "postgres:5432/appdb: dba-script-as-described: appdb.dba.sql: missing: \\set ON_ERROR_STOP on",
  ],
  [
    "the DBA's script is not one transaction",
    without(SCRIPT, /^BEGIN;\n/m),
    "postgres:5432/appdb: dba-script-as-described: appdb.dba.sql: its lines are in another order",
  ],
  [
    "the DBA's script doesn't look first at what it may",
    without(SCRIPT, /^DO \$check\$[^]*?^\$check\$;\n/m),
    /^postgres:5432\/appdb: dba-script-as-described: appdb\.dba\.sql: missing: /,
  ],
  [
    "the DBA's script calls functions by whatever path its session has",
    without(SCRIPT, /^SET LOCAL search_path.*\n/m),
    "postgres:5432/appdb: dba-script-as-described: appdb.dba.sql: missing: SET LOCAL search_path TO pg_catalog",
  ],
  [
    "what undoes the DBA's script does so while leases are out",
    without(UNDO, /^.*is leased.*\n/m),
    /^postgres:5432\/appdb: dba-script-as-described: appdb\.dba\.undo\.sql: missing: /,
  ],
  [
    "access.json says that another application keeps its access",
    (stack) => ({
      ...stack,
      access: {
        ...stack.access,
        databases: stack.access.databases.map((each) => ({ ...each, keepsAccess: ["old_app"] })),
      },
    }),
    /^postgres:5432\/appdb: dba-script-as-described: appdb\.dba\.sql: unexpected: /,
  ],
];

/** What somebody with all rights could do to a database that a DBA owns. */
export const ADOPTED_SERVER_MUTATIONS: readonly ServerMutation[] = [
  [
    "the script that ran stopped for nobody",
    (deployment) =>
      Promise.resolve({
        ...deployment,
        adoptions: deployment.adoptions.map((each) => ({ ...each, stopped: "" })),
      }),
    "postgres:5432/appdb: script-stops-for-newcomers: it cuts off a login that nobody named",
  ],
  [
    "an application that keeps its access may not connect",
    sql("REVOKE appdb_public FROM shop_app"),
    'postgres:5432/appdb: keeps-access (shop_app): permission denied for database "appdb"',
  ],
  [
    "an application that keeps its access may call nothing that is made later",
    sql("ALTER DEFAULT PRIVILEGES FOR ROLE app_owner REVOKE EXECUTE ON ROUTINES FROM appdb_public"),
    'postgres:5432/appdb: keeps-access (shop_app): refused: SELECT "public".contract_after_function()',
  ],
  [
    "an application that loses its access may connect",
    sql("GRANT CONNECT ON DATABASE appdb TO old_app"),
    "postgres:5432/appdb: loses-access (old_app): it still connects",
  ],
  [
    "a login that nobody named has what PUBLIC had",
    sql("CREATE ROLE other_app LOGIN IN ROLE appdb_public"),
    "server postgres:5432: holds-only-what-is-described: unexpected: member other_app of appdb_public; unexpected: role other_app LOGIN",
  ],
  [
    "the role that has what PUBLIC had may read tables",
    sql("GRANT SELECT ON contract_before TO appdb_public"),
    "postgres:5432/appdb: holds-only-what-is-described: unexpected: SELECT on table public.contract_before to appdb_public",
  ],
  [
    "PUBLIC connects again",
    sql("GRANT CONNECT ON DATABASE appdb TO PUBLIC"),
    "server postgres:5432: holds-only-what-is-described: unexpected: CONNECT on database appdb to PUBLIC",
  ],
];
