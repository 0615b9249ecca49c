import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../environments";
import { prepareStack } from "../../rehearsal/prepared-stack";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { drainerOf } from "../changes/drainer";
import { leaseTen, namesOn } from "../changes/ten-leases";
import { run } from "../cli/run-command";
import { SynthesizedApp } from "../cli/stack-on-disk";
import { synthesized } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

const { configuration } = synthesized("dev", (app) => void new VaultDatabaseStack(app, environments[0]!));

/** Everything is as it was before the first apply, by what an operator runs, and without a second try. */
async function leaveForReal(app: SynthesizedApp, postgres: PostgresVersion): Promise<void> {
  return withWorkspace(async (workspace) => {
    const stack = readSynthesizedStack(app.stack());
    const configuration = readFileSync(join(app.stack(), "cdk.tf.json"), "utf8");
    const props = { postgres, env: process.env, notify: () => undefined };
    const prepared = await prepareStack(stack, workspace, props);
    const drainer = await drainerOf(prepared);
    const env = { VAULT_ADDR: drainer.address, VAULT_TOKEN: String(drainer.token) };
    const before = await namesOn(prepared);
    const terraform = await new TerraformProject(prepared, configuration, workspace.directory).init();
    const { deployer } = terraform;
    await terraform.run(deployer, "apply", "-auto-approve");
    expect(await terraform.run(deployer, "plan")).toContain(NO_CHANGES);
    const sessions = await leaseTen(prepared);

    const drained = await run(["drain", app.stack(), "--yes"], { env });
    expect(drained).toMatchObject({ status: 0, stderr: "" });
    for (const session of sessions) expect(await session.isOpen()).toBe(false);
    expect(await terraform.run(deployer, "destroy", "-auto-approve")).toContain("Destroy complete!");
    expect(await namesOn(prepared)).toEqual(before);
    await prepared.close();
  });
}

if (hasProviders(configuration)) {
  let app: SynthesizedApp;
  beforeAll(async () => {
    app = await SynthesizedApp.make();
  });
  afterAll(() => app.remove());

  test.each([15, 16, 17, 18] as const)(
    "ten leases with open sessions are drained, and real Terraform's first destroy leaves nothing in Vault and in PostgreSQL %i",
    (postgres) => leaveForReal(app, postgres),
    180_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
