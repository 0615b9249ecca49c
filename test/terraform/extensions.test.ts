import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import { prepareStack } from "../../rehearsal/prepared-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { EXTENSION_SCHEMA_STACK } from "../schema-stacks";
import { otherStack } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const synthesized = otherStack(EXTENSION_SCHEMA_STACK);

const EXTENSIONS = ["citext", "pg_stat_statements"];

if (hasProviders(synthesized.configuration)) {
  test.each([15, 18] as const)(
    "with extensions in their schema, whose functions are a superuser's, Terraform applies and has nothing to change on PostgreSQL %i",
    (postgres) =>
      withWorkspace(async (workspace) => {
        const { stack, configuration } = synthesized;
        const prepared = await prepareStack(stack, workspace, {
          postgres,
          env: process.env,
          notify: () => undefined,
        });
        const server = prepared.servers.serverOf({ server: "postgresql", name: "appdb" });
        const terraform = await new TerraformProject(prepared, configuration, workspace.directory).init();
        await terraform.run(terraform.deployer, "apply", "-auto-approve");
        await Session.with(server, "appdb", server.superuser, async (session) => {
          for (const name of EXTENSIONS) await session.query(`CREATE EXTENSION ${name} SCHEMA ext`);
          await session.query("SET ROLE app_owner");
          await session.query("CREATE TABLE contact (mail ext.citext)");
          await session.query("INSERT INTO contact VALUES ('A@example.org')");
        });
        expect(await terraform.run(terraform.deployer, "plan")).toContain(NO_CHANGES);
        const leases = new Leases(prepared.servers.vault.client);
        const lease = await leases.issue("database/creds/readonly");
        const found = await Session.with(server, "appdb", lease, (session) =>
          session.query("SELECT FROM contact WHERE mail = 'a@example.org'"),
        );
        expect(found).toHaveLength(1);
        await leases.revoke(lease);
      }),
    180_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
