import { Session } from "../../../clients/postgres-session";
import type { DatabaseDescription } from "../../../constructs";
import type { Deployment } from "../../../contract/deployment";
import type { ServerMutation } from "./servers";

/** A statement of a superuser in the one database. */
const sql =
  (statement: string) =>
  async ({ access, serverOf }: Deployment): Promise<void> => {
    const database = access.databases[0] as DatabaseDescription;
    const server = serverOf(database);
    await Session.with(server, database.name, server.superuser, (session) => session.query(statement));
  };

/** What the stack, or somebody else, could do to a database that has a schema of its own, behind what is described. */
export const OWN_SCHEMA_MUTATIONS: readonly ServerMutation[] = [
  [
    "a role that was there before may write in a view of the user's",
    sql("GRANT INSERT ON sales.debt TO shop_report"),
    "shop: holds-only-what-is-described: unexpected: INSERT on view sales.debt to shop_report",
  ],
  [
    "a role that was there before is a member of the owner",
    sql("GRANT shop_app TO shop_report"),
    /^server postgresql: holds-only-what-is-described: unexpected: member shop_report of shop_app$/,
  ],
  [
    "a role that was there before can log in",
    sql("ALTER ROLE shop_report LOGIN"),
    "server postgresql: holds-only-what-is-described: unexpected: role shop_report LOGIN; missing: role shop_report",
  ],
  [
    "a table that was there before is gone",
    sql("DROP TABLE billing.invoice"),
    /^shop: holds-only-what-is-described: .*missing: table billing\.invoice of shop_app/,
  ],
  [
    "a table that was there before belongs to somebody else",
    sql('ALTER TABLE sales."Order" OWNER TO shop_report'),
    [
      /^shop: holds-only-what-is-described: .*unexpected: table sales\.Order of shop_report/,
      /^shop: access-as-described: refused, but described: OWNER on .*table sales\.Order.*: belongs to shop_report$/,
    ],
  ],
  [
    "everybody may call the owner's procedure",
    sql("GRANT EXECUTE ON PROCEDURE sales.purge() TO PUBLIC"),
    "shop: holds-only-what-is-described: unexpected: EXECUTE on procedure sales.purge() to PUBLIC",
  ],
  [
    "a policy that was there before is gone",
    sql("DROP POLICY tenant ON sales.customer"),
    "shop: holds-only-what-is-described: missing: policy sales.customer.tenant",
  ],
  [
    "writers may not write in one of the user's tables",
    sql('REVOKE INSERT ON sales."Order" FROM shop_read_write'),
    /^writer: access-as-described: refused, but described: INSERT on table sales\.Order/,
  ],
  [
    "writers may empty one of the user's tables",
    sql("GRANT TRUNCATE ON sales.event TO shop_read_write"),
    /^writer: access-as-described: allowed, but not described: TRUNCATE on table sales\.event$/,
  ],
  [
    "everybody searches another schema first",
    sql("ALTER DATABASE shop SET search_path = sales"),
    "server postgresql: holds-only-what-is-described: unexpected: setting of everybody in database shop: search_path=sales",
  ],
];
