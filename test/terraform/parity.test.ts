import { TerraformStack, type App } from "cdktf";
import { findTerraform, type TerraformProgram } from "../../rehearsal/apply/terraform/terraform-program";
import { prepareStack } from "../../rehearsal/prepared-stack";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { environments } from "../../environments";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { addOtherStack, OTHER_STACKS } from "../other-stacks";
import { IMPORTED_BY_NAME_STACK, PRIVILEGE_STACKS } from "../privilege-stacks";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { synthesized } from "./synthesized";
import { hasProviders } from "./terraform-project";
import { whatIsLeft } from "./what-is-left";

const stacks: [what: string, name: string, build: (app: App) => void][] = [
  ...environments.map((environment): [string, string, (app: App) => void] => [
    environment.name,
    environment.name,
    (app) => void new VaultDatabaseStack(app, environment),
  ]),
  ...OTHER_STACKS.map(([what]): [string, string, (app: App) => void] => [
    what,
    "test",
    (app) => addOtherStack(new TerraformStack(app, "test"), what),
  ]),
];

/** What an applier leaves on servers of its own. A second time, it finds nothing to change. */
async function leftBy(
  stack: SynthesizedStack,
  postgres: PostgresVersion,
  terraform?: TerraformProgram,
): Promise<object> {
  return withWorkspace(async (workspace) => {
    const props = { postgres, env: process.env, notify: () => undefined, terraform };
    const prepared = await prepareStack(stack, workspace, props);
    await prepared.deploy();
    expect((await prepared.applier.apply(prepared.stack)).changes).toEqual([]);
    await prepared.close();
    return await whatIsLeft(prepared);
  });
}

/** Some stacks need a newer provider than the others. */
function leftOut(what: string): void {
  process.stderr.write(
    `test/terraform was left out for ${what}: terraform init can't install its providers here.\n`,
  );
}

const first = synthesized("dev", (app) => void new VaultDatabaseStack(app, environments[0]!));

/** Those whose grants are other ones on the oldest version. */
const ofPrivileges = PRIVILEGE_STACKS.map(([what]) => what).filter((what) => what !== IMPORTED_BY_NAME_STACK);
const cases = [
  ...stacks.map((stack) => [18, ...stack] as const),
  ...stacks.filter(([what]) => ofPrivileges.includes(what)).map((stack) => [15, ...stack] as const),
];

if (hasProviders(first.configuration)) {
  test.each(cases)(
    "on PostgreSQL %i real Terraform leaves what the rehearsal leaves: %s",
    async (postgres, what, name, build) => {
      const { stack, configuration } = synthesized(name, build);
      if (!hasProviders(configuration)) return leftOut(what);
      const [rehearsed, terraformed] = await Promise.all([
        leftBy(stack, postgres),
        leftBy(stack, postgres, findTerraform(process.env)),
      ]);
      expect(rehearsed).toEqual(terraformed);
    },
    180_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
