import { CHANGE_KINDS } from "../changes/kinds";
import { builtIn, playChange, type Outcome, type TriedApplier } from "../changes/play-change";
import type { PreparedStack } from "../../rehearsal/prepared-stack";
import { environments } from "../../environments";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { type Synthesized, synthesized } from "./synthesized";
import { hasProviders, TerraformProject } from "./terraform-project";
import { toldChanges } from "./told-changes";

/** Real Terraform, which says line by line what it does. */
async function terraform(
  prepared: PreparedStack,
  { configuration }: Synthesized,
  directory: string,
): Promise<TriedApplier> {
  const project = await new TerraformProject(prepared, configuration, directory).init();
  const run = (command: string) =>
    project
      .run(project.deployer, command, "-auto-approve", "-json")
      .catch(({ stdout }: { stdout: string }) => stdout)
      .then(toldChanges);
  return {
    apply: (after) => {
      project.describe(after.stack, after.configuration);
      return run("apply");
    },
    destroy: () => run("destroy"),
  };
}

/** Whether Terraform was refused the same resources, with what the server said to the rehearsal. */
function expectSame(real: Outcome, played: Outcome): void {
  const addresses = ({ refusals }: Outcome) => refusals.map(({ address }) => address);
  expect(addresses(played)).toEqual(addresses(real));
  played.refusals.forEach(({ says }, index) => expect(real.refusals[index]?.says).toContain(says));
  expect(played.changes).toEqual(real.changes);
}

const { configuration } = synthesized("dev", (app) => void new VaultDatabaseStack(app, environments[0]!));

const cases = CHANGE_KINDS.flatMap((kind) =>
  ([15, 18] as const).map((postgres) => [postgres, kind.name, kind] as const),
);

if (hasProviders(configuration)) {
  test.each(cases)(
    "on PostgreSQL %i real Terraform does what the rehearsal does: %s",
    async (postgres, _, kind) => {
      const [played, real] = await Promise.all([
        playChange(kind, postgres, builtIn),
        playChange(kind, postgres, terraform),
      ]);
      expectSame(real.first, played.first);
      expect(played.leftThen).toEqual(real.leftThen);
      expect(played.afterwards === undefined).toBe(real.afterwards === undefined);
      if (real.afterwards && played.afterwards) expectSame(real.afterwards, played.afterwards);
      expectSame(real.again, played.again);
      expect(played.left).toEqual(real.left);
    },
    300_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
