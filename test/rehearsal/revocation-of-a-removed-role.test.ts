import { Session } from "../../clients/postgres-session";
import type { Deployment } from "../../contract/deployment";
import { Leases } from "../../contract/leases";
import { synthesizeEnvironment } from "../synthesize";
import { withDeployed } from "./deploy-stack";

const dev = synthesizeEnvironment("dev");
const appdb = { server: "postgresql", name: "appdb" };

/** A lease knows the statements that its role had, with the owner's name of then. */
async function revokeAfterOwnerWasRenamed({ serverOf, vault }: Deployment): Promise<object> {
  const server = serverOf(appdb);
  const asSuperuser = (sql: string) =>
    Session.with(server, "appdb", server.superuser, (session) => session.query(sql));
  const leases = new Leases(vault);
  const [reader, maker] = [
    await leases.issue("database/creds/app-readonly"),
    await leases.issue("database/creds/app-readonly"),
  ];
  await asSuperuser("CREATE TABLE made (id integer)");
  await asSuperuser(`ALTER TABLE made OWNER TO "${maker.user}"`);
  await vault.request("DELETE", "database/roles/app-readonly");
  await asSuperuser("ALTER ROLE app_owner RENAME TO shop_owner");
  const said = (error: Error) => error.message.replace(/^.*ERROR: /s, "");
  return {
    ofReader: await leases.revoke(reader).then(() => "revoked", said),
    ofMaker: await leases.revoke(maker).then(() => "revoked", said),
    logins: await asSuperuser("SELECT rolcanlogin FROM pg_roles WHERE rolname LIKE 'v-%'"),
    tables: await asSuperuser("SELECT relname FROM pg_class WHERE relname = 'made'"),
  };
}

test.each([15, 18] as const)(
  "on PostgreSQL %i the lease of a role that is gone ends also when the owner has another name; what it owns is kept",
  async (version) => {
    expect(await withDeployed(dev, version, revokeAfterOwnerWasRenamed)).toEqual({
      ofReader: "revoked",
      ofMaker: expect.stringContaining('role "app_owner" does not exist'),
      logins: [{ rolcanlogin: false }],
      tables: [{ relname: "made" }],
    });
  },
  120_000,
);
