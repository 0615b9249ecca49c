import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
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
  const review = jobs.plan.steps.findIndex(({ name }) => name === "Review");
  expect(jobs.plan.steps.slice(review, review + 2).map((step) => step.if)).toEqual(["always()", "always()"]);
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

describe("the step that rehearses", () => {
  test("rehearses a change where the base has the environment, and the stack alone where it is new", () => {
    const directory = mkdtempSync(join(tmpdir(), "job-"));
    try {
      mkdirSync(join(directory, "head/cli"), { recursive: true });
      writeFileSync(join(directory, "head/cli/vault-db.js"), "console.log(process.argv.slice(2).join(' '))");
      const rehearse = () => {
        expect(runStep("Rehearse", join(directory, "head"))).toBe(0);
        return readFileSync(join(directory, "head/rehearsal.json"), "utf8");
      };
      const stack = "cdktf.out/stacks/dev";
      expect(rehearse()).toBe(`rehearse ${stack} --json --junit rehearsal.xml\n`);
      mkdirSync(join(directory, "before", stack), { recursive: true });
      writeFileSync(join(directory, "before", stack, "access.json"), "{}");
      expect(rehearse()).toBe(`rehearse ${stack} --from ../before/${stack} --json --junit rehearsal.xml\n`);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  test("fails the job where it failed", () => {
    const step = jobs.plan.steps.find(({ name }) => name?.startsWith("Fail when"));
    for (const id of ["review", "rehearsal", "plan"])
      expect(step?.if).toContain(`steps.${id}.outcome != 'success'`);
  });
});

describe("the step with Terraform's plan", () => {
  const PLAN = { VAULT_TOKEN: "a token", VAULT_CA: "", TF_VAR_postgres_ca: "" };
  let job: string;
  beforeEach(() => {
    job = mkdtempSync(join(tmpdir(), "job-"));
    mkdirSync(join(job, "cdktf.out/stacks/dev"), { recursive: true });
    // What it shows is for a program, in a file of its own.
    const terraform = "#!/bin/sh\necho $1 ${VAULT_CACERT:-none} ${PGSSLROOTCERT:-none}\n";
    writeFileSync(join(job, "terraform"), terraform, { mode: 0o755 });
  });
  afterEach(() => rmSync(job, { recursive: true }));

  const plan = (settings: Readonly<Record<string, string>>) => {
    const PATH = `${job}:${process.env.PATH}`;
    const status = runStep("Terraform's plan", job, {
      ...PLAN,
      PATH,
      RUNNER_TEMP: job,
      GITHUB_WORKSPACE: job,
      ...settings,
    });
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

describe("the step that reviews", () => {
  let directory: string;
  beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "job-"))));
  afterEach(() => rmSync(directory, { recursive: true }));

  /** @returns the step's exit status, and the comment */
  function comment(): [number | null, string] {
    const status = runStep("Review", directory, { GITHUB_STEP_SUMMARY: join(directory, "summary") });
    return [status, readFileSync(join(directory, "comment-dev.md"), "utf8")];
  }

  test("comments what the plan means, by all that is there", () => {
    mkdirSync(join(directory, "cli"));
    writeFileSync(
      join(directory, "cli/vault-db.js"),
      "console.log(process.argv.slice(2).join(' ')); process.exit(1)",
    );
    mkdirSync(join(directory, "cdktf.out/stacks/dev"), { recursive: true });
    mkdirSync(join(directory, ".github"));
    for (const file of ["cdktf.out/stacks/dev/access.json", "rehearsal.json", ".github/never.txt"])
      writeFileSync(join(directory, file), "{}");
    const options =
      "--head cdktf.out/stacks/dev/access.json --change rehearsal.json --never .github/never.txt";
    expect(comment()).toEqual([1, `### dev\n\nreview plan.json ${options} --format markdown\n`]);
    expect(readFileSync(join(directory, "summary"), "utf8")).toMatch(/^### dev\n/);
  });

  test("says what the steps before said, too, where there is no plan, and fails", () => {
    symlinkSync(join(root, "cli"), join(directory, "cli"));
    writeFileSync(join(directory, "synth.txt"), "Error: broken\n```\n</details>\n");
    const [status, text] = comment();
    expect(status).toBe(2);
    expect(text).toMatch(/^### dev\n\n.*What Terraform would do can't be told/);
    expect(text).toContain("\n    Error: broken\n    ```\n    </details>\n");
  });

  test("says what `npm ci` said when that failed, and fails", () => {
    for (const file of ["package.json", "cli"])
      cpSync(join(root, file), join(directory, file), { recursive: true });
    writeFileSync(join(directory, "install.txt"), "npm error code EUSAGE\n");
    const [status, text] = comment();
    expect(status).toBe(2);
    expect(text).toContain("    npm error code EUSAGE\n    The packages of this clone are not installed.\n");
  });

  test("says what went wrong when the branch breaks the command itself, and fails", () => {
    const [status, text] = comment();
    expect(status).toBe(2);
    expect(text).toMatch(/^ {4}Error: Cannot find module '.*cli\/vault-db\.js'$/m);
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
  async function commentOn(
    files: Record<string, string>,
    comments: Comment[],
    present = "abc",
  ): Promise<object[]> {
    for (const [name, text] of Object.entries(files)) writeFileSync(join("comments", name), text);
    const written: object[] = [];
    const write = async (comment: object) => void written.push(comment);
    const github = {
      paginate: async () => comments,
      rest: {
        issues: { listComments: {}, createComment: write, updateComment: write },
        pulls: { get: async () => ({ data: { head: { sha: present } } }) },
      },
    };
    const payload = { pull_request: { number: 7, head: { sha: "abc" } } };
    const context = { repo: { owner: "o", repo: "r" }, runNumber: 12, payload };
    const core = { notice: () => undefined };
    const run = new Function("github", "context", "core", "require", `return (async () => {${script}})()`);
    await run(github, context, core, require);
    return written;
  }

  const bot = { login: "github-actions[bot]" };
  const markerOf = (run: number) => `<!-- vault-db comment-dev.md run ${run} -->`;
  const marker = markerOf(12);

  test("writes one comment per environment, marked by the file's name", async () => {
    expect(await commentOn({ "comment-dev.md": "### dev" }, [])).toEqual([
      { owner: "o", repo: "r", issue_number: 7, body: `${marker}\n### dev` },
    ]);
  });

  test("writes its own comment anew, and nobody else's that looks like it", async () => {
    const comments = [
      { id: 1, user: { login: "somebody" }, body: `${markerOf(11)}\nmine` },
      { id: 2, user: bot, body: `of another workflow\n${markerOf(11)}` },
      { id: 3, user: bot, body: `${markerOf(11)}\nold` },
    ];
    expect(await commentOn({ "comment-dev.md": "new" }, comments)).toEqual([
      { owner: "o", repo: "r", comment_id: 3, body: `${marker}\nnew` },
    ]);
  });

  test("leaves its comment as it is when it says the same", async () => {
    const same = { id: 3, user: bot, body: `${markerOf(11)}\n### dev\n\nNothing changes\n` };
    expect(await commentOn({ "comment-dev.md": "### dev\n\nNothing changes\n" }, [same])).toEqual([]);
  });

  test("leaves a newer run's comment as it is, and has nothing to say of an older commit", async () => {
    const newer = { id: 3, user: bot, body: `${markerOf(13)}\nof a newer run` };
    expect(await commentOn({ "comment-dev.md": "of this run" }, [newer])).toEqual([]);
    expect(await commentOn({ "comment-dev.md": "of this run" }, [], "of a newer commit")).toEqual([]);
  });

  test("can't be made to write another environment's comment by what a file holds", async () => {
    const other = { id: 4, user: bot, body: "<!-- vault-db comment-production.md run 11 -->\nold" };
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
