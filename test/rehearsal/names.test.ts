import { Leases } from "../../contract/leases";
import { isLoginRefused } from "../../clients/postgres-session";
import { synthesizeEnvironment } from "../synthesize";
import { asSuperuser } from "./attack";
import { withDeployed } from "./deploy-stack";

const dev = synthesizeEnvironment("dev");

/** What people are called, or want to be. */
const NAMES = ["o'brien-", "';--", "$$;-", "$n$-", "a b-", "%I-", "\\'-"];

// A connection that was configured elsewhere may put into user names what whoever asks is called.
test("a lease is renewed and revoked whatever its user name begins with", async () => {
  await withDeployed(dev, 18, async (deployment) => {
    const leases = new Leases(deployment.vault);
    for (const start of NAMES) {
      await deployment.vault.request("POST", "database/config/appdb", {
        plugin_name: "postgresql-database-plugin",
        username_template: `${start}{{random 20}}`,
      });
      for (const role of ["app-readonly", "app-migrator"]) {
        const lease = await leases.issue(`database/creds/${role}`);
        expect(lease.user.slice(0, start.length)).toBe(start);
        await leases.renew(lease, 3600);
        await leases.revoke(lease);
        expect([
          start,
          await isLoginRefused(deployment.serverOf({ server: "postgresql", name: "appdb" }), "appdb", lease),
        ]).toEqual([start, true]);
      }
    }
    const left = await asSuperuser(deployment, (session) =>
      session.query("SELECT rolname FROM pg_roles WHERE rolname ~ '[^a-z_]'"),
    );
    expect(left).toEqual([]);
  });
});
