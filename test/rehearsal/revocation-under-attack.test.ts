import type { Deployment } from "../../contract/deployment";
import { Issuance } from "../../constructs";
import { type Lease, Leases } from "../../contract/leases";
import { isLoginRefused } from "../../clients/postgres-session";
import { POSTGRES_VERSIONS } from "../../rehearsal/servers/postgres-binaries";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { edit } from "../contract/mutations/mutation";
import { synthesizeEnvironment } from "../synthesize";
import { asSuperuser, revokeUnderAttack } from "./attack";
import { withDeployed } from "./deploy-stack";

const dev = synthesizeEnvironment("dev");
const WAYS = [
  ["statements", dev],
  ["functions", synthesizeEnvironment("dev", { issuance: Issuance.functions() })],
] as const;

describe.each(
  POSTGRES_VERSIONS.flatMap((version) => WAYS.map(([way, stack]) => [version, way, stack] as const)),
)("on PostgreSQL %i, by %s,", (version, _, stack) => {
  test.each(["app-readwrite", "app-migrator"])(
    "one revocation of %s leaves no session, no write and no foreign object",
    async (role) => {
      await withDeployed(stack, version, async (deployment) => {
        for (let round = 1; round <= 5; round++)
          expect(await revokeUnderAttack(deployment, role, round)).toEqual([]);
      });
    },
  );

  test("one revocation that takes long leaves nothing either", async () => {
    await withDeployed(slow(stack), version, async (deployment) => {
      expect(await revokeUnderAttack(deployment, "app-migrator", 1)).toEqual([]);
    });
  });

  test("the same statements in one transaction leave a writer under the same attack", async () => {
    await withDeployed(slow(inOneTransaction(stack)), version, async (deployment) => {
      const problems = await revokeUnderAttack(deployment, "app-migrator", 1);
      expect(problems.join()).toMatch(/sessions are left,\d+ writes happened/);
    });
  });

  test("the same statements in one transaction leave the login of a role that can't be dropped", async () => {
    await withDeployed(inOneTransaction(stack), version, async (deployment) => {
      const lease = await ownerElsewhere(deployment);
      await expect(new Leases(deployment.vault).revoke(lease)).rejects.toThrow("cannot be dropped");
      expect(
        await isLoginRefused(deployment.serverOf({ server: "postgresql", name: "appdb" }), "appdb", lease),
      ).toBe(false);
    });
  });

  test("a role with a third grantor's grant is refused at login, and gone once that is mended", async () => {
    await withDeployed(stack, version, async (deployment) => {
      const lease = await new Leases(deployment.vault).issue("database/creds/app-readwrite");
      await asSuperuser(deployment, async (session) => {
        await session.query("CREATE ROLE third");
        await session.query("CREATE TABLE of_superuser (id int)");
        await session.query("GRANT SELECT ON of_superuser TO third WITH GRANT OPTION");
        await session.query("SET ROLE third");
        await session.query(`GRANT SELECT ON of_superuser TO "${lease.user}"`);
      });
      await expectRefusedUntilMended(deployment, lease, async () => {
        await asSuperuser(deployment, (session) =>
          session.query("REVOKE SELECT ON of_superuser FROM third CASCADE"),
        );
      });
    });
  });

  test("a role that owns something in another database is refused at login, and gone once that is mended", async () => {
    await withDeployed(stack, version, async (deployment) => {
      const lease = await ownerElsewhere(deployment);
      await expectRefusedUntilMended(deployment, lease, async () => {
        await asSuperuser(deployment, (session) => session.query("DROP TABLE elsewhere"), "postgres");
      });
    });
  });
});

/** A lease whose role can't be dropped. */
async function ownerElsewhere(deployment: Deployment): Promise<Lease> {
  const lease = await new Leases(deployment.vault).issue("database/creds/app-readwrite");
  const elsewhere = (sql: string) => asSuperuser(deployment, (session) => session.query(sql), "postgres");
  await elsewhere("CREATE TABLE elsewhere (id int)");
  await elsewhere(`ALTER TABLE elsewhere OWNER TO "${lease.user}"`);
  return lease;
}

async function expectRefusedUntilMended(
  deployment: Deployment,
  lease: Lease,
  mend: () => Promise<void>,
): Promise<void> {
  const leases = new Leases(deployment.vault);
  await expect(leases.revoke(lease)).rejects.toThrow(
    /role "v-\S+" cannot be dropped because some objects depend on it/,
  );
  expect(
    await isLoginRefused(deployment.serverOf({ server: "postgresql", name: "appdb" }), "appdb", lease),
  ).toBe(true);
  await mend();
  await leases.revoke(lease);
  const rows = await asSuperuser(deployment, (session) =>
    session.query("SELECT FROM pg_roles WHERE rolname = $1", [lease.user]),
  );
  expect(rows).toEqual([]);
}

/** The stack as the plugin would run it by default: everything in one transaction. */
function inOneTransaction(stack: SynthesizedStack): SynthesizedStack {
  return revokedBy(stack, (statements) => statements.filter((statement) => statement !== "COMMIT AND CHAIN"));
}

/** The stack whose last transaction goes on for a while: whoever may still log in, does. */
function slow(stack: SynthesizedStack): SynthesizedStack {
  return revokedBy(stack, (statements) => [...statements, "SELECT pg_sleep(1)"]);
}

function revokedBy(
  stack: SynthesizedStack,
  change: (statements: readonly string[]) => readonly string[],
): SynthesizedStack {
  return edit("vault_database_secret_backend_role", ({ revocation_statements, ...attributes }) => ({
    ...attributes,
    revocation_statements: change(revocation_statements as string[]),
  }))(stack);
}
