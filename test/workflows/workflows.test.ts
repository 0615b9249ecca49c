import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface Workflow {
  readonly on: object | string;
  readonly permissions?: object;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
  readonly steps: readonly Step[];
}

const DIRECTORY = join(__dirname, "../../.github/workflows");
const WORKFLOWS = readdirSync(DIRECTORY).map((file) => {
  const text = readFileSync(join(DIRECTORY, file), "utf8");
  return { file, text, workflow: parse(text) as Workflow };
});

test("there is one for the tests, for plans, for deployments and for releases", () => {
  expect(WORKFLOWS.map(({ file }) => file)).toEqual(["ci.yml", "deploy.yml", "plan.yml", "release.yml"]);
});

describe.each(WORKFLOWS.map(({ file, ...rest }) => [file, rest] as const))("%s", (_, { text, workflow }) => {
  const jobs = Object.values(workflow.jobs);

  test("takes actions of others by their commit, and says of which version that is", () => {
    const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, action = ""]) => action);
    for (const action of used) expect(action).toMatch(/^(\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+)$/);
  });

  test("gives each job only the rights that it names, and an end", () => {
    expect(workflow.permissions).toEqual({});
    for (const job of jobs) {
      expect(Object.values(job.permissions ?? {})).not.toHaveLength(0);
      expect(job["timeout-minutes"]).toBeLessThanOrEqual(90);
    }
  });

  test("leaves no token of GitHub's in a clone", () => {
    const clones = jobs.flatMap(({ steps }) => steps).filter(({ uses }) => uses?.includes("/checkout@"));
    for (const clone of clones) expect(clone.with?.["persist-credentials"]).toBe(false);
  });

  test("puts nothing that somebody else writes into a script", () => {
    const scripts = jobs.flatMap(({ steps }) => steps.map(({ run = "" }) => run));
    for (const script of scripts) expect(script).not.toContain("${{");
  });

  test("gives what may write where somebody reads no code of a pull request", () => {
    expect(JSON.stringify(workflow.on)).not.toContain("pull_request_target");
    for (const { permissions = {}, steps } of jobs) {
      if (permissions["pull-requests"] !== "write") continue;
      expect(
        steps.filter(({ run, uses = "" }) => run !== undefined || /^\.\/|\/checkout@/.test(uses)),
      ).toEqual([]);
    }
  });

  test("says what happens to a run when there is another one", () => {
    expect(workflow.concurrency).toBeDefined();
  });
});

test("only jobs that write where a person reads, or say who they are, have more than reading", () => {
  const more = WORKFLOWS.flatMap(({ file, workflow }) =>
    Object.entries(workflow.jobs).flatMap(([name, { permissions = {} }]) =>
      Object.entries(permissions)
        .filter(([, right]) => right !== "read")
        .map(([what]) => `${file} ${name}: ${what}`),
    ),
  );
  expect(more).toEqual([
    "deploy.yml deploy: id-token",
    "plan.yml plan: id-token",
    "plan.yml comment: pull-requests",
    "release.yml publish: id-token",
  ]);
});

const hasGo = spawnSync("go", ["version"]).status === 0;

if (hasGo)
  test("actionlint finds nothing", () => {
    // The version that ci.yml runs.
    const [, version] = /actionlint@(v[\d.]+)/.exec(readFileSync(join(DIRECTORY, "ci.yml"), "utf8")) ?? [];
    const args = ["run", `github.com/rhysd/actionlint/cmd/actionlint@${version}`];
    const { status, stdout, stderr } = spawnSync("go", args, {
      encoding: "utf8",
      cwd: join(DIRECTORY, "../.."),
    });
    // Without its module there is nothing to run.
    if (/^go: .*(dial|lookup|proxy|timeout)/m.test(stderr)) return;
    expect([stdout, stderr.replace(/^go: downloading .*\n/gm, ""), status]).toEqual(["", "", 0]);
  }, 300_000);
else test("actionlint was left out: there is no Go here to run it", () => undefined);
