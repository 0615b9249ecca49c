import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import { StaticCredentials } from "../../contract/static-credentials";
import { prepareStack } from "../../rehearsal/prepared-stack";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { SESSIONS_STACK, STATIC_ROLES_STACK } from "../other-stacks";
import { otherStack, type Synthesized } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const staticRoles = otherStack(STATIC_ROLES_STACK);

/** Terraform neither knows the passwords that Vault changes, nor minds when it does. */
async function deployForReal(version: PostgresVersion, { stack, configuration }: Synthesized): Promise<void> {
  return withWorkspace(async (workspace) => {
    const prepared = await prepareStack(stack, workspace, {
      postgres: version,
      env: process.env,
      notify: () => undefined,
    });
    const { servers } = prepared;
    const terraform = await new TerraformProject(prepared, configuration, workspace.directory).init();
    const { deployer } = terraform;
    const server = servers.serverOf({ server: "postgresql", name: "appdb" });
    const passwords: string[] = [];
    const credentials = new StaticCredentials(servers.vault.client, passwords);
    const logIn = async (path: string) =>
      Session.with(server, "appdb", await credentials.read(path), async (session) => session.query("SELECT"));

    await terraform.run(deployer, "apply", "-auto-approve");
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    for (const { path } of stack.access.staticRoles) await logIn(path);
    const leases = new Leases(servers.vault.client);
    for (const { path } of stack.access.roles) await leases.revoke(await leases.issue(path));

    for (const { engine, name } of stack.access.staticRoles) await credentials.rotate(engine, name);
    for (const { path } of stack.access.staticRoles) await logIn(path);
    expect(new Set(passwords).size).toBe(2 * stack.access.staticRoles.length);
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    for (const password of passwords) expect(terraform.state()).not.toContain(password);
    expect(terraform.state()).not.toMatch(/SCRAM-SHA-256\$|"password(_wo)?":\s*"[^"]/);

    expect(await terraform.run(deployer, "destroy", "-auto-approve")).toContain("Destroy complete!");
    const left = await Session.with(server, "postgres", server.superuser, (session) =>
      session.query("SELECT rolname AS name FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"),
    );
    expect(left.map(({ name }) => name)).toEqual([
      "contract_other_application",
      "contract_other_owner",
      "postgres",
      "rehearsal_admin",
    ]);
  });
}

if (hasProviders(staticRoles.configuration)) {
  test.each([15, 16, 18] as const)(
    "real Terraform makes static roles, minds no rotation, and destroys them on PostgreSQL %i",
    (version) => deployForReal(version, staticRoles),
    180_000,
  );

  test.each([15, 18] as const)(
    "real Terraform sets sessions, plans nothing the second time, and destroys them on PostgreSQL %i",
    (version) => deployForReal(version, otherStack(SESSIONS_STACK)),
    180_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
