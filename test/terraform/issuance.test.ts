import { TerraformStack } from "cdktf";
import { Session } from "../../clients/postgres-session";
import { Duration } from "../../constructs";
import { Leases } from "../../contract/leases";
import { prepareStack } from "../../rehearsal/prepared-stack";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { namesOn } from "../changes/ten-leases";
import { addFunctions } from "../issuance-stacks";
import { addProviders } from "../other-stacks";
import { synthesized } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

/** @param maxTtl of the credential that an application reads, which the functions know */
const stackWith = (maxTtl?: Duration) =>
  synthesized("test", (app) => {
    const stack = new TerraformStack(app, "test");
    addProviders(stack);
    addFunctions(stack, maxTtl);
  });

/** Those that differ from the one stack to the other, and what is counted. */
const AS_SYNTHESIZED = [
  "postgresql_role",
  "postgresql_function",
  "vault_generic_endpoint",
  "vault_database_secret_backend_role",
];

const first = stackWith();
const second = stackWith(Duration.hours(12));

/** What an older version of this library may have left among the functions. */
const OLDER =
  "CREATE FUNCTION vault_appdb_issuance.issue(name) RETURNS void LANGUAGE plpgsql AS 'BEGIN RETURN; END'";

async function functionsForReal(postgres: PostgresVersion): Promise<void> {
  return withWorkspace(async (workspace) => {
    const props = { postgres, env: process.env, notify: () => undefined };
    const prepared = await prepareStack(first.stack, workspace, props);
    const before = await namesOn(prepared);
    const terraform = new TerraformProject(
      prepared,
      first.configuration,
      workspace.directory,
      AS_SYNTHESIZED,
    );
    await terraform.init();
    const { deployer } = terraform;
    const apply = () => terraform.run(deployer, "apply", "-auto-approve");
    const expectNoChanges = async () => expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    await apply();
    await expectNoChanges();

    const leases = new Leases(prepared.servers.vault.client);
    const issue = () => Promise.all(first.stack.access.roles.map(({ path }) => leases.issue(path)));
    const server = prepared.servers.serverOf({ server: "postgresql", name: "appdb" });
    const asSuperuser = (sql: string) =>
      Session.with(server, "appdb", server.superuser, (session) => session.query(sql));
    const early = await issue();
    // Live leases are no change.
    await expectNoChanges();
    await asSuperuser(OLDER);

    terraform.describe(prepared, second.configuration);
    await apply();
    await expectNoChanges();
    expect(await asSuperuser("SELECT 1 FROM pg_proc WHERE proname = 'issue'")).toHaveLength(1);
    const [described] = await asSuperuser(
      "SELECT max_ttl::text FROM vault_appdb_issuance.described_roles() WHERE vault_role = 'app-readwrite'",
    );
    expect(described).toEqual({ max_ttl: "12:00:00" });
    for (const lease of early) await leases.renew(lease, 60);
    for (const lease of [...early, ...(await issue())]) await leases.revoke(lease);

    terraform.raiseGeneration();
    await apply();
    await expectNoChanges();
    for (const lease of await issue()) await leases.revoke(lease);
    expect(await asSuperuser("SELECT FROM pg_roles WHERE rolname LIKE 'v-%'")).toEqual([]);
    expect(terraform.state()).not.toMatch(/SCRAM-SHA-256\$[0-9]|"password(_wo)?":\s*"[^"]/);

    expect(await terraform.run(deployer, "destroy", "-auto-approve")).toContain("Destroy complete!");
    expect(await namesOn(prepared)).toEqual(before);
    await prepared.close();
  });
}

if (hasProviders(first.configuration)) {
  test.each([15, 16, 18] as const)(
    "real Terraform makes functions that make leased roles, replaces them under live leases, and destroys them on PostgreSQL %i",
    (version) => functionsForReal(version),
    600_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
