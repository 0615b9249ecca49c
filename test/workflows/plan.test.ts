import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { SCHEMA_VERSION } from "../../constructs/access/access-manifest";
import { environments } from "../../environments";

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: { readonly script?: string };
}

const root = join(__dirname, "../..");
const { jobs, concurrency } = parse(readFileSync(join(root, ".github/workflows/plan.yml"), "utf8")) as {
  jobs: Record<"plan" | "comment", { strategy?: { matrix: { environment: string[] } }; steps: Step[] }>;
  concurrency: { group: string };
};

test("every environment is planned, by a name that its comment is known by", () => {
  const names = environments.map(({ name }) => name);
  expect(jobs.plan.strategy?.matrix.environment).toEqual(names);
  for (const name of names) expect(name).toMatch(/^[a-z]+$/);
});

test("of two plans of one pull request, only the later one goes on", () => {
  expect(concurrency).toEqual({
    group: "plan-${{ github.event.pull_request.number }}",
    "cancel-in-progress": true,
  });
});

test("a comment is written whatever fails before", () => {
  const write = jobs.plan.steps.findIndex(({ name }) => name === "Write the comment");
  expect(jobs.plan.steps.slice(write, write + 2).map((step) => step.if)).toEqual(["always()", "always()"]);
});

/** Runs a step as GitHub does, in a directory. @returns its exit status */
function runStep(step: string, directory: string, settings: Readonly<Record<string, string>> = {}) {
  const { run = "" } = jobs.plan.steps.find(({ name }) => name === step) ?? {};
  const { status, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
    cwd: directory,
    env: { ...process.env, ENVIRONMENT: "dev", ...settings },
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return status;
}

describe("the step that says who gains or loses access", () => {
  let job: string;
  beforeEach(() => {
    job = mkdtempSync(join(tmpdir(), "job-"));
    mkdirSync(join(job, "head"));
    symlinkSync(join(root, "cli"), join(job, "head/cli"));
  });
  afterEach(() => rmSync(job, { recursive: true }));

  const describeAudit = (where: string) => {
    const stack = join(job, where, "cdktf.out/stacks/dev");
    mkdirSync(stack, { recursive: true });
    const access = { schemaVersion: SCHEMA_VERSION, auditDevices: [{ path: "file", type: "file" }] };
    writeFileSync(join(stack, "access.json"), JSON.stringify(access));
  };
  const difference = () => {
    const status = runStep("Who gains or loses access", join(job, "head"));
    return [status, readFileSync(join(job, "head/difference.txt"), "utf8")];
  };

  test("compares the branch with its base", () => {
    describeAudit("head");
    describeAudit("before");
    expect(difference()).toEqual([0, "Nobody gains or loses access.\n"]);
  });

  test("says that all of a new environment is gained", () => {
    describeAudit("head");
    expect(difference()).toEqual([0, "+ the audit trail gains device file (file)\n"]);
  });

  test("says that all of one that is gone is lost", () => {
    describeAudit("before");
    expect(difference()).toEqual([0, "- the audit trail loses device file (file)\n"]);
  });
});

describe("the step that rehearses the change", () => {
  test("has nothing to say of an environment that is new", () => {
    const directory = mkdtempSync(join(tmpdir(), "job-"));
    try {
      expect(runStep("Rehearse the change", directory)).toBe(0);
      expect(readFileSync(join(directory, "change.txt"), "utf8")).toBe(
        "No change: the environment is on one side alone.\n",
      );
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("runs where both sides could be synthesized, and fails the job where it failed", () => {
    const step = (name: string) => jobs.plan.steps.find((each) => each.name === name);
    expect(step("Rehearse the change")?.if).toBe(
      "steps.synth.outcome == 'success' && steps.before.outcome == 'success'",
    );
    expect(step("Fail when one of them failed")?.if).toContain(
      "(steps.change.outcome != 'success' && steps.change.outcome != 'skipped')",
    );
  });
});

describe("the step with Terraform's plan", () => {
  const PLAN = { VAULT_TOKEN: "a token", VAULT_CA: "", TF_VAR_postgres_ca: "" };
  let job: string;
  beforeEach(() => {
    job = mkdtempSync(join(tmpdir(), "job-"));
    mkdirSync(join(job, "cdktf.out/stacks/dev"), { recursive: true });
    const terraform = "#!/bin/sh\necho $1 ${VAULT_CACERT:-none} ${PGSSLROOTCERT:-none}\n";
    writeFileSync(join(job, "terraform"), terraform, { mode: 0o755 });
  });
  afterEach(() => rmSync(job, { recursive: true }));

  const plan = (settings: Readonly<Record<string, string>>) => {
    const PATH = `${job}:${process.env.PATH}`;
    const status = runStep("Terraform's plan", job, { ...PLAN, PATH, RUNNER_TEMP: job, ...settings });
    return [status, readFileSync(join(job, "plan.txt"), "utf8").replaceAll(job, "temp")];
  };

  test("believes the CAs that the environment's variables hold, and the system's otherwise", () => {
    expect(plan({})).toEqual([0, "init none none\nplan none none\n"]);
    const files = "temp/vault-ca.pem temp/postgres-ca.pem";
    expect(plan({ VAULT_CA: "of Vault", TF_VAR_postgres_ca: "of PostgreSQL" })).toEqual([
      0,
      `init ${files}\nplan ${files}\n`,
    ]);
    expect(readFileSync(join(job, "vault-ca.pem"), "utf8")).toBe("of Vault\n");
    expect(readFileSync(join(job, "postgres-ca.pem"), "utf8")).toBe("of PostgreSQL\n");
  });

  test("is told how PostgreSQL is reached", () => {
    const { env } = jobs.plan.steps.find(({ name }) => name === "Terraform's plan") ?? {};
    expect(Object.keys(env ?? {})).toEqual(
      expect.arrayContaining(["PGHOST", "PGPORT", "PGUSER", "PGPASSWORD", "PGSSLMODE", "PGSUPERUSER"]),
    );
  });
});

describe("the step that writes the comment", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "job-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  /** @returns the step's exit status, and the comment */
  function writeComment(steps: object): [number | null, string] {
    const status = runStep("Write the comment", directory, { STEPS: JSON.stringify(steps) });
    return [status, readFileSync(join(directory, "comment-dev.md"), "utf8")];
  }

  test("says what the other steps said", () => {
    symlinkSync(join(root, "cli"), join(directory, "cli"));
    writeFileSync(join(directory, "synth.txt"), "Error: broken\n");
    const [status, comment] = writeComment({
      install: { outcome: "success" },
      synth: { outcome: "failure" },
    });
    expect(status).toBe(0);
    expect(comment).toMatch(/^### dev\n\nWho gains or loses access can't be told/);
    expect(comment).toContain("- ✗ npm run synth: ` Error: broken `\n");
  });

  test("says what `npm ci` said when that failed, and fails", () => {
    for (const file of ["package.json", "cli"])
      cpSync(join(root, file), join(directory, file), { recursive: true });
    writeFileSync(join(directory, "install.txt"), "npm error code EUSAGE\n```\n</details>\n");
    expect(writeComment({ install: { outcome: "failure" } })).toEqual([
      1,
      `### dev

What this pull request changes could not be told:

    The packages of this clone are not installed.
    Install them: npm ci
    npm error code EUSAGE
    \`\`\`
    </details>
`,
    ]);
  });

  test("says what went wrong when the branch breaks the command itself, and fails", () => {
    writeFileSync(join(directory, "install.txt"), "added 1 package\n");
    const [status, comment] = writeComment({ install: { outcome: "success" } });
    expect(status).toBe(1);
    expect(comment).toMatch(/^### dev\n\nWhat this pull request changes could not be told:\n\n( {4}.*\n)+$/);
    expect(comment).toMatch(/^ {4}Error: Cannot find module '.*cli\/vault-db\.js'$/m);
  });
});

describe("the job that comments", () => {
  const script = jobs.comment.steps.find((step) => step.with?.script)?.with?.script ?? "";
  const cwd = process.cwd();
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "comments-"));
    mkdirSync(join(directory, "comments"));
    process.chdir(directory);
  });
  afterEach(() => {
    process.chdir(cwd);
    rmSync(directory, { recursive: true });
  });

  interface Comment {
    readonly id: number;
    readonly user: { readonly login: string };
    readonly body: string;
  }

  /** Runs its script with a GitHub that has these comments. @returns what is written there */
  async function commentOn(files: Record<string, string>, comments: Comment[]): Promise<object[]> {
    for (const [name, text] of Object.entries(files)) writeFileSync(join("comments", name), text);
    const written: object[] = [];
    const write = async (comment: object) => void written.push(comment);
    const github = {
      paginate: async () => comments,
      rest: { issues: { listComments: {}, createComment: write, updateComment: write } },
    };
    const context = { repo: { owner: "o", repo: "r" }, issue: { number: 7 } };
    const run = new Function("github", "context", "require", `return (async () => {${script}})()`);
    await run(github, context, require);
    return written;
  }

  const bot = { login: "github-actions[bot]" };
  const marker = "<!-- vault-db comment-dev.md -->";

  test("writes one comment per environment, marked by the file's name", async () => {
    expect(await commentOn({ "comment-dev.md": "### dev" }, [])).toEqual([
      { owner: "o", repo: "r", issue_number: 7, body: `${marker}\n### dev` },
    ]);
  });

  test("writes its own comment anew, and nobody else's that looks like it", async () => {
    const comments = [
      { id: 1, user: { login: "somebody" }, body: `${marker}\nmine` },
      { id: 2, user: bot, body: `of another workflow\n${marker}` },
      { id: 3, user: bot, body: `${marker}\nold` },
    ];
    expect(await commentOn({ "comment-dev.md": "new" }, comments)).toEqual([
      { owner: "o", repo: "r", comment_id: 3, body: `${marker}\nnew` },
    ]);
  });

  test("can't be made to write another environment's comment by what a file holds", async () => {
    const other = { id: 4, user: bot, body: "<!-- vault-db comment-production.md -->\nold" };
    expect(await commentOn({ "comment-dev.md": other.body }, [other])).toEqual([
      { owner: "o", repo: "r", issue_number: 7, body: `${marker}\n${other.body}` },
    ]);
  });

  test("leaves files of other names alone, and cuts what GitHub wouldn't take", async () => {
    const files = {
      "comment-Dev.md": "",
      "comment-a-b.md": "",
      "other.md": "",
      "comment-dev.md": "x".repeat(70_000),
    };
    const written = await commentOn(files, []);
    expect(written).toHaveLength(1);
    expect(written).toEqual([expect.objectContaining({ body: expect.stringMatching(/^<!-- .*\nx+$/) })]);
    expect((written[0] as Comment).body).toHaveLength(65_535);
  });
});
