import { writeFileSync } from "node:fs";
import { writtenResources } from "../../constructs/guardrails/rendered/written-resources";
import { resourcePaths } from "../../policies/written-resource";
import { prepareStack, type PreparedStack } from "../../rehearsal/prepared-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { PolicyOnServer } from "../policies/policy-on-server";
import { type PolicyText, withoutARule } from "../policies/policy-text";
import { OPERATORS, recordedFile, recordedRequests } from "../policies/recorded-requests";
import { RECORDED_STACKS, type RecordedStack } from "../policies/recorded-stacks";
import { AskedRequests } from "../policies/asked-requests";
import { changeByHand, changed } from "./changed-resources";
import { synthesized } from "./synthesized";
import { hasProviders, NO_CHANGES, TerraformProject } from "./terraform-project";

/** Writes what is recorded, in place of comparing it with what was. */
const RECORD = process.env.RECORD_REQUESTS !== undefined;

type Operator = (typeof OPERATORS)[number];

/** A stack on servers, and those who work on it, with exactly the policies that it writes for them. */
class OperatedStack {
  static async start(prepared: PreparedStack, project: TerraformProject): Promise<OperatedStack> {
    const root = prepared.servers.vault.client;
    const written = (name: string, operator: Operator) =>
      PolicyOnServer.write(root, name, policyOf(prepared, operator));
    const [plan, deployer, less] = await Promise.all([
      written("plan", "plan"),
      written("deployer", "deployer"),
      written("less", "plan"),
    ]);
    return new OperatedStack(prepared, project, { plan, deployer, less });
  }

  private constructor(
    private readonly prepared: PreparedStack,
    private readonly project: TerraformProject,
    private readonly policies: Readonly<Record<Operator | "less", PolicyOnServer>>,
  ) {}

  run(who: Operator | "less", command: string, ...options: string[]): Promise<string> {
    const { token } = this.policies[who];
    return this.project.run({ ...this.project.deployer, token }, command, ...options);
  }

  /** The rules of a policy without which Terraform still does what it is for. */
  async needless(operator: Operator): Promise<string[]> {
    const whole = policyOf(this.prepared, operator);
    const needless: string[] = [];
    for (const { without, policy } of withoutARule(whole)) {
      await this.policies.less.replace(policy);
      const isWritten = operator === "deployer" && !whole.path[without]?.capabilities.includes("read");
      const [command = "", ...options] = this.commandFor(without, isWritten);
      if (!(await isRefused(this.run("less", command, ...options)))) needless.push(without);
    }
    return needless;
  }

  /** What Terraform does with the resource that a rule is for, or with nothing in Vault but its own token. */
  private commandFor(rule: string, isWritten: boolean): string[] {
    const [address] = this.addressesOf(rule);
    if (!address) return ["plan"];
    if (!isWritten) return ["plan", `-target=${address}`];
    // What was changed by hand is put right; all else is made anew.
    const made = rule.endsWith("/tune") ? [] : ["-refresh=false", `-replace=${address}`];
    return ["apply", "-auto-approve", `-target=${address}`, ...made];
  }

  private addressesOf(rule: string): string[] {
    const resources = this.prepared.stack.resources.filter(({ type }) => type.startsWith("vault_"));
    const written = writtenResources(this.prepared.stack.resources);
    return resources
      .filter((_, index) => resourcePaths(written.slice(index, index + 1)).some(({ path }) => path === rule))
      .map(({ address }) => address);
  }
}

async function isRefused(said: Promise<string>): Promise<boolean> {
  return said.then(
    () => false,
    (error: Error) => {
      if (error.message.includes("permission denied")) return true;
      throw error;
    },
  );
}

function policyOf({ stack }: PreparedStack, operator: Operator): PolicyText {
  return JSON.parse(stack.files.get(`${operator}.policy.json`) ?? "") as PolicyText;
}

/** The mounts of secrets engines and auth methods that somebody can describe by hand. */
function mountsOf({ stack }: PreparedStack): string[] {
  return stack.resources.flatMap(({ type, attributes: { path } }) => {
    if (type === "vault_mount") return [String(path)];
    return type === "vault_auth_backend" ? [`auth/${String(path)}`] : [];
  });
}

/** A resource that Terraform may destroy. */
function destroyable(_: string, { lifecycle, ...attributes }: Record<string, unknown>): object {
  const { prevent_destroy: __, ...rest } = (lifecycle ?? {}) as Record<string, unknown>;
  return { ...attributes, lifecycle: rest };
}

/** Everything that happens to a deployment, from nothing to nothing, and what Vault is asked meanwhile by whom. */
async function deployForReal(name: string, build: RecordedStack[1]): Promise<void> {
  const { stack, configuration } = synthesized(name, build);
  return withWorkspace(async (workspace) => {
    const props = { postgres: 18 as const, env: process.env, notify: () => undefined };
    const prepared = await prepareStack(stack, workspace, props);
    const { client: root } = prepared.servers.vault;
    const asked = await AskedRequests.record(root, workspace.directory);
    const project = await new TerraformProject(prepared, configuration, workspace.directory).init();
    const operated = await OperatedStack.start(prepared, project);

    expect(await operated.run("plan", "plan")).toMatch(/Plan: \d+ to add, 0 to change, 0 to destroy/);
    await operated.run("deployer", "apply", "-auto-approve");
    for (const operator of OPERATORS) expect(await operated.run(operator, "plan")).toContain(NO_CHANGES);

    // What is not to be destroyed by accident is destroyed on purpose.
    project.editResources(destroyable);
    await changeByHand(root, mountsOf(prepared));
    for (const operator of OPERATORS)
      expect([operator, await operated.needless(operator)]).toEqual([operator, []]);

    project.editResources(changed);
    await operated.run("deployer", "apply", "-auto-approve");
    expect(await operated.run("deployer", "plan")).toContain(NO_CHANGES);
    expect(await operated.run("deployer", "destroy", "-auto-approve")).toContain("Destroy complete!");

    const recorded = { plan: asked.by("plan"), deployer: asked.by("deployer") };
    if (RECORD) writeFileSync(recordedFile(name), `${JSON.stringify(recorded, null, 2)}\n`);
    expect(recorded).toEqual(recordedRequests(name));
    for (const operator of OPERATORS) expect(asked.refusedTo(operator)).toEqual([]);
    await prepared.close();
  });
}

const [first, build] = RECORDED_STACKS[0]!;

if (hasProviders(synthesized(first, build).configuration)) {
  test.each(RECORDED_STACKS)(
    "real Terraform plans, applies, changes and destroys %s with exactly its policies, and fails without any rule of them",
    deployForReal,
    1_200_000,
  );
} else {
  test("real Terraform was left out: terraform init can't install the providers here", () => {
    process.stderr.write(
      "test/terraform was left out for operators of a stack: the providers are missing.\n",
    );
  });
}
