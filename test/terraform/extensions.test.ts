import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import { prepareStack } from "../../rehearsal/prepared-stack";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { addProviders } from "../other-stacks";
import { EXTENSION_SCHEMA_STACK, SCHEMA_STACKS } from "../schema-stacks";
import { synthesizeInto } from "../synthesize";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const synthesized = synthesizeInto(
  (app) => {
    const stack = new TerraformStack(app, "test");
    addProviders(stack);
    SCHEMA_STACKS.find(([what]) => what === EXTENSION_SCHEMA_STACK)?.[1](stack);
  },
  (directory) => ({
    stack: readSynthesizedStack(join(directory, "test")),
    configuration: readFileSync(join(directory, "test", "cdk.tf.json"), "utf8"),
  }),
);

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
