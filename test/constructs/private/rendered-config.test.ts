import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";
import { App, type TerraformResource, TerraformStack } from "cdktf";
import { AuditDevice, AuditTrail, DatabaseSecretsEngine, Duration, Guardrails } from "../../../constructs";
import { environments } from "../../../environments";
import { VaultDatabaseStack } from "../../../stacks/vault-database-stack";
import { readSynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { addProviders } from "../../other-stacks";
import { synthesizeInto } from "../../synthesize";

const dev = environments.find(({ name }) => name === "dev")!;

/** The mount of a stack as it is written. @param edit of the stack before it is synthesized */
function mountAfter(edit: (stack: TerraformStack, mount: TerraformResource) => void) {
  return synthesizeInto(
    (app) => {
      const stack = new VaultDatabaseStack(app, dev);
      edit(stack, stack.node.findChild("database").node.defaultChild as TerraformResource);
    },
    (stacks) => readSynthesizedStack(`${stacks}/dev`),
  ).resources.find(({ type }) => type === "vault_mount")!;
}

test("a stack is rendered once, to be checked and to be written, and is its own again afterwards", () => {
  const render = jest.spyOn(TerraformStack.prototype, "toTerraform");
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "rendered-")), stackTraces: false });
  const stack = new TerraformStack(app, "test");
  addProviders(stack);
  new DatabaseSecretsEngine(stack, "database", {
    defaultLeaseTtl: Duration.hours(1),
    maxLeaseTtl: Duration.hours(24),
  });
  new AuditTrail(stack, "audit", { devices: [AuditDevice.syslog()] });
  Guardrails.attach(stack, Guardrails.development());
  app.synth();
  rmSync(app.outdir, { recursive: true });
  expect(render).toHaveBeenCalledTimes(1);
  stack.toTerraform();
  expect(render).toHaveBeenCalledTimes(2);
  render.mockRestore();
});

test("what a construct changes when it is synthesized is written", () => {
  const { attributes } = mountAfter((_, mount) =>
    addCustomSynthesis(mount, { onSynthesize: () => mount.addOverride("description", "late") }),
  );
  expect(attributes.description).toBe("late");
});

test("what a rule of one's own does to what it is shown isn't written", () => {
  const { attributes } = mountAfter((stack) =>
    Guardrails.attach(
      stack,
      Guardrails.development().with({
        id: "spoils",
        what: "Nothing.",
        fix: "nothing",
        check: ({ config }) => {
          const { resource } = config as { resource: { vault_mount: Record<string, { path: string }> } };
          for (const mount of Object.values(resource.vault_mount)) mount.path = "spoiled";
          return [];
        },
      }),
    ),
  );
  expect(attributes.path).toBe("database");
});
