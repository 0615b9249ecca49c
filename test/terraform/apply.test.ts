import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { prepareStack } from "../../rehearsal/prepared-stack";
import { environments } from "../../environments";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { synthesized } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const dev = synthesized("dev", (app) =>
  environments.forEach((environment) => new VaultDatabaseStack(app, environment)),
);

const available = hasProviders(dev.configuration);

/** Everything that happens to a deployment, in order, by real Terraform with the policies that the stack writes. */
async function deployForReal(version: PostgresVersion): Promise<void> {
  return withWorkspace(async (workspace) => {
    const prepared = await prepareStack(dev.stack, workspace, {
      postgres: version,
      env: process.env,
      notify: () => undefined,
    });
    const { servers } = prepared;
    const { client } = servers.vault;
    await client.request("PUT", "sys/policies/acl/plan-reader", {
      policy: dev.stack.files.get("plan.policy.json"),
    });
    const { auth } = await client.request("POST", "auth/token/create", {
      policies: ["plan-reader"],
      no_default_policy: true,
    });
    const project = new TerraformProject(prepared, dev.configuration, workspace.directory, [
      // Outside a cluster, as `docker-compose.yml` starts Vault.
      "vault_kubernetes_auth_backend_config",
    ]);
    const terraform = await project.init();
    const { deployer } = terraform;
    const planReader = { token: String(auth?.client_token), user: "plan_reader", password: "not a secret" };
    const asSuperuser = (database: string, sql: string) =>
      Session.with(
        servers.serverOf({ server: "postgresql", name: "appdb" }),
        database,
        servers.serverOf({ server: "postgresql", name: "appdb" }).superuser,
        (session) => session.query(sql),
      );
    const leases = new Leases(client);
    const issueAndRevoke = async () => leases.revoke(await leases.issue("database/creds/app-readwrite"));

    expect(await terraform.run(deployer, "apply", "-auto-approve")).toMatch(
      /Apply complete! Resources: \d+ added, 0 changed, 0 destroyed/,
    );
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    await asSuperuser("appdb", `CREATE ROLE plan_reader LOGIN PASSWORD '${planReader.password}'`);
    await asSuperuser("appdb", "GRANT CONNECT ON DATABASE appdb TO plan_reader");
    expect(await terraform.run(planReader, "plan")).toContain(NO_CHANGES);
    await expect(
      terraform.run(planReader, "apply", "-auto-approve", "-replace=vault_mount.database_EBDE4557"),
    ).rejects.toThrow("permission denied");
    await issueAndRevoke();

    const live = await leases.issue("database/creds/app-migrator");
    terraform.raiseGeneration();
    expect(await terraform.run(deployer, "apply", "-auto-approve")).toContain(
      "0 added, 3 changed, 0 destroyed",
    );
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    await issueAndRevoke();
    await leases.revoke(live);
    expect(terraform.state()).not.toMatch(/"password(_wo)?":\s*"[^"]/);

    await asSuperuser("appdb", "REVOKE CONNECT ON DATABASE appdb FROM plan_reader");
    await asSuperuser("postgres", "DROP ROLE plan_reader");
    expect(await terraform.run(deployer, "destroy", "-auto-approve")).toContain("Destroy complete!");
    const left = await asSuperuser(
      "postgres",
      "SELECT rolname AS name FROM pg_roles WHERE rolname !~ '^(pg|contract)_' UNION SELECT datname FROM pg_database ORDER BY 1",
    );
    expect(left.map(({ name }) => name)).toEqual(["postgres", "rehearsal_admin", "template0", "template1"]);
    expect(Object.keys((await client.request("GET", "sys/mounts")).data ?? {})).not.toContain("database/");
  });
}

/** An apply that is cut off after the account has its password, and before Vault has. */
async function goOnAfterHalfAnApply(): Promise<void> {
  return withWorkspace(async (workspace) => {
    const prepared = await prepareStack(dev.stack, workspace, {
      postgres: 18,
      env: process.env,
      notify: () => undefined,
    });
    const terraform = await new TerraformProject(prepared, dev.configuration, workspace.directory).init();
    const { deployer } = terraform;
    const account = dev.stack.resources.find(({ path }) => path?.endsWith("/appdb/account-connect"));
    await terraform.run(deployer, "apply", "-auto-approve", `-target=${account?.address}`);
    await expect(terraform.run(deployer, "apply", "-auto-approve")).rejects.toThrow(
      "password authentication failed",
    );
    terraform.raiseGeneration();
    await terraform.run(deployer, "apply", "-auto-approve");
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    const leases = new Leases(prepared.servers.vault.client);
    await leases.revoke(await leases.issue("database/creds/app-readwrite"));
  });
}

if (available) {
  test.each([15, 16, 17, 18] as const)(
    "real Terraform applies, changes and destroys dev on PostgreSQL %i",
    deployForReal,
    180_000,
  );

  test("an apply that stopped half way goes on once generation is raised", goOnAfterHalfAnApply, 180_000);
} else {
  test("real Terraform was left out: terraform init can't install the providers here", () => {
    process.stderr.write("test/terraform was left out: terraform init can't install the providers here.\n");
  });
}
