import { CHANGE_KINDS, stopsOn } from "../changes/kinds";
import { builtIn, playChange, type Outcome, type TriedApplier } from "../changes/play-change";
import { environments } from "../../environments";
import { VaultDatabaseStack } from "../../stacks/vault-database-stack";
import { synthesized } from "./synthesized";
import { hasProviders, TerraformProject } from "./terraform-project";
import { toldChanges } from "./told-changes";

/** Real Terraform, which says line by line what it does. */
function terraform(directory: string): TriedApplier {
  let project: TerraformProject | undefined;
  const run = async (command: string) => {
    const { deployer } = project as TerraformProject;
    const told = project?.run(deployer, command, "-auto-approve", "-json");
    return toldChanges((await told?.catch(({ stdout }: { stdout: string }) => stdout)) ?? "");
  };
  return {
    apply: async (prepared, { configuration }) => {
      if (project) project.describe(prepared, configuration);
      else project = await new TerraformProject(prepared, configuration, directory).init();
      return run("apply");
    },
    destroy: () => run("destroy"),
    close: () => Promise.resolve(),
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

  test.each(cases.filter(([postgres, , kind]) => stopsOn(kind, postgres)))(
    "on PostgreSQL %i real Terraform changes it at once when what is in the way is taken out of it first: %s",
    async (postgres, _, kind) => {
      const { first, again } = await playChange(kind, postgres, terraform, true);
      expect([first.refusals, again]).toEqual([[], { refusals: [], changes: [] }]);
    },
    180_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
