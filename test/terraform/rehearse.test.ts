import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "../../rehearsal/apply/terraform/terraform-program";
import { prepareStack } from "../../rehearsal/prepared-stack";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { environments } from "../../environments";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { otherStack, synthesized } from "./synthesized";
import { hasProviders } from "./terraform-project";

const { stack: dev, configuration } = synthesized(
  "dev",
  (app) => void new VaultDatabaseStack(app, environments[0]!),
);

/** A stack with another argument of a resource. */
function changed({ resources, ...stack }: SynthesizedStack, path: RegExp, change: object): SynthesizedStack {
  return {
    ...stack,
    resources: resources.map((resource) =>
      path.test(resource.path ?? "")
        ? { ...resource, attributes: { ...resource.attributes, ...change } }
        : resource,
    ),
  };
}

/** Applies a stack twice by Terraform, and takes it away. @returns how many resources each did something with */
function applyTwiceAndDestroy(stack: SynthesizedStack): Promise<number[]> {
  return withWorkspace(async (workspace) => {
    const terraform = findTerraform(process.env);
    const props = { postgres: 18 as const, env: process.env, notify: () => undefined, terraform };
    const prepared = await prepareStack(stack, workspace, props);
    const first = await prepared.deploy();
    const second = await prepared.applier.apply(prepared.stack);
    const last = await prepared.applier.destroy();
    await prepared.close();
    return [first, second, last].map(({ changes }) => changes.length);
  });
}

/** The same environment with a registry that has nothing. */
async function withoutProviders<Result>(use: (env: NodeJS.ProcessEnv) => Promise<Result>): Promise<Result> {
  const directory = mkdtempSync(join(tmpdir(), "mirror-"));
  try {
    const file = join(directory, "terraformrc");
    writeFileSync(
      file,
      `provider_installation {\n  filesystem_mirror {\n    path = "${directory}"\n  }\n}\n`,
    );
    return await use({ ...process.env, TF_CLI_CONFIG_FILE: file });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

if (hasProviders(configuration)) {
  const terraform = findTerraform(process.env);

  test.each([15, 18] as const)(
    "on PostgreSQL %i a rehearsal by Terraform checks all but the first password, which Terraform keeps to itself",
    async (postgres) => {
      const report = await rehearseStack(dev, { postgres, terraform });
      expect(failuresOf(report)).toEqual([]);
      expect(report.notChecked).toEqual([
        { what: "database/appdb: bootstrap-password-refused", because: "it needs: bootstrap passwords" },
      ]);
    },
    180_000,
  );

  test.each([
    "two databases on two servers, each by a provider of its own",
    "a connection that was configured elsewhere, to a database that the stack makes",
    "static roles of a database that a DBA owns, by a connection that was configured elsewhere",
  ])(
    "a rehearsal by Terraform passes for %s",
    async (what) => {
      expect(failuresOf(await rehearseStack(otherStack(what).stack, { terraform }))).toEqual([]);
    },
    180_000,
  );

  test("a second apply is quiet, and a destroy takes everything away", async () => {
    const { resources } = dev;
    const made = resources.filter(({ type }) => !type.startsWith("ephemeral.")).length;
    expect(await applyTwiceAndDestroy(dev)).toEqual([made, 0, made]);
  }, 180_000);

  test("what a server refuses is a finding at its construct, in the server's words", async () => {
    const reserved = changed(dev, /break-glass$/, { name: "pg_break_glass" });
    expect(failuresOf(await rehearseStack(reserved, { terraform }))).toEqual([
      expect.stringMatching(/^dev\/break-glass.*: applies: .*role name "pg_break_glass" is reserved/),
    ]);
  }, 180_000);

  test("without providers nobody can tell", async () => {
    await withoutProviders((env) =>
      expect(rehearseStack(dev, { terraform: findTerraform(env) })).rejects.toMatchObject({
        problem: expect.stringMatching(/^Terraform can't be initialized here: .*provider/),
        advice: "Let it reach a registry, or a mirror by TF_CLI_CONFIG_FILE, or leave --terraform out.",
      }),
    );
  }, 60_000);
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
