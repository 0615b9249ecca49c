import { TerraformStack } from "cdktf";
import { reviewInMarkdown } from "../../cli/output/review/markdown";
import { parsePlan } from "../../review/plan/parse-plan";
import { review } from "../../review/review";
import { type PreparedStack, prepareStackOn } from "../../rehearsal/prepared-stack";
import { ThrowawayServers } from "../../rehearsal/servers/throwaway-servers";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { CHANGE_KINDS, type ChangeKind } from "../changes/kinds";
import { planOf } from "../review/plan-of";
import { type Synthesized, synthesized } from "./synthesized";
import { hasProviders, TerraformProject } from "./terraform-project";

/** Of each kind that a review knows one: roles and groups, a database, a connection, an engine, a login. */
const NAMES = [
  "a role is removed",
  "another set is given to a role",
  "the owner is renamed",
  "the database is renamed",
  "the connection is renamed",
  "the engine is mounted elsewhere",
  "a static role is renamed",
  "a workload of a cluster, with its auth method, is removed",
];

const kinds = CHANGE_KINDS.filter(({ name }) => NAMES.includes(name));

function made(build: (stack: TerraformStack) => void): Synthesized {
  return synthesized("test", (app) => build(new TerraformStack(app, "test")));
}

function commentOn(plan: unknown, before: Synthesized, after: Synthesized): string {
  const described = { base: before.stack.access, head: after.stack.access };
  const today = new Date("2026-11-27");
  return reviewInMarkdown(review({ plan: parsePlan(plan, "The plan"), described, unread: [], today }));
}

/** Applies a stack with real Terraform, and plans another one. @returns what `terraform show -json` says of the plan */
async function plannedForReal(before: Synthesized, after: Synthesized): Promise<unknown> {
  return withWorkspace(async (workspace) => {
    const props = { postgres: 18, env: process.env, notify: () => undefined } as const;
    const shared = await ThrowawayServers.start([before.stack.access, after.stack.access], workspace, props);
    const prepared = await prepareStackOn(shared, before.stack, workspace, {});
    const project = new TerraformProject(prepared, before.configuration, workspace.directory);
    const { deployer } = await project.init();
    await project.run(deployer, "apply", "-auto-approve");
    const next: PreparedStack = await prepareStackOn(shared, after.stack, workspace, { before: prepared });
    project.describe(next, after.configuration);
    const plan = await project.plan(project.deployer);
    await Promise.all([prepared, next].map((each) => each.close()));
    return plan;
  });
}

if (hasProviders(made((kinds[0] as ChangeKind).before).configuration)) {
  test.each(kinds.map((kind) => [kind.name, kind] as const))(
    "of a plan of real Terraform, a review says what it says of one that is put together here: %s",
    async (_, kind) => {
      const before = made(kind.before);
      const after = made(kind.after as ChangeKind["before"]);
      const real = await plannedForReal(before, after);
      expect(commentOn(real, before, after)).toBe(
        commentOn(planOf(before.stack, after.stack), before, after),
      );
    },
    300_000,
  );
} else {
  test("real Terraform was left out, as test/terraform/apply.test.ts says", () => undefined);
}
