import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { COMMANDS } from "../../cli/commands";

interface Job {
  readonly stage?: string;
  readonly extends?: string;
  readonly script?: readonly (string | readonly string[])[];
  readonly id_tokens?: object;
  readonly environment?: { readonly name: string };
  readonly resource_group?: string;
  readonly parallel?: { readonly matrix: readonly { readonly ENVIRONMENT: readonly string[] }[] };
}

const FILE = join(__dirname, "../../examples/gitlab/.gitlab-ci.yml");
/** GitLab's own tag: a part of the same file. */
const reference = {
  tag: "!reference",
  collection: "seq" as const,
  resolve: (sequence: { toJSON(): unknown }) => sequence.toJSON(),
};
const pipeline = parse(readFileSync(FILE, "utf8"), { customTags: [reference as never] }) as Record<
  string,
  Job
> & {
  stages: unknown;
};
const {
  stages,
  image: _image,
  variables: _variables,
  workflow: _workflow,
  default: _default,
  ...jobs
} = pipeline;

/** What a job runs, with the parts of others that it refers to. */
function scriptOf({ script = [] }: Job): string {
  return script
    .map((line) => {
      if (typeof line === "string") return line;
      const [job = ""] = line;
      return scriptOf(jobs[job] as Job);
    })
    .join("\n");
}

test("each job is in a stage, and what it refers to is there", () => {
  for (const [name, job] of Object.entries(jobs)) {
    if (!name.startsWith(".")) expect(stages).toContain(job.stage);
    if (job.extends) expect(jobs).toHaveProperty([job.extends]);
    expect(scriptOf(job)).not.toBe("");
  }
});

test.each(Object.entries(jobs))("bash can read what %s runs", (_, job) => {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: scriptOf(job), encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
});

test("every command and option of vault-db in it is there", () => {
  const lines = Object.values(jobs).map((job) => scriptOf(job).replace(/\\\n\s*/g, " "));
  const calls = lines.flatMap((text) => [...text.matchAll(/vault-db ([\w-]+)([^|>\n]*)/g)]);
  expect(calls.map(([, name]) => name)).toEqual(expect.arrayContaining(["rehearse", "review"]));
  for (const [, name, rest = ""] of calls) {
    const { options } = COMMANDS.find((command) => command.name === name)!;
    const known = ["json", ...Object.keys(options)].map((key) =>
      key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );
    for (const [, option] of rest.matchAll(/ --([\w-]+)/g)) expect(known).toContain(option);
  }
});

test("jobs that log in to Vault say for whom their token is, and no token is an argument", () => {
  const { id_tokens } = jobs[".login"] as Job;
  expect(id_tokens).toEqual({ VAULT_ID_TOKEN: { aud: "$VAULT_AUDIENCE" } });
  for (const job of ["plan", "deploy"]) expect(jobs[job]?.extends).toBe(".login");
  for (const job of Object.values(jobs))
    expect(scriptOf(job)).not.toMatch(/--(header|data|arg)\b[^\n|]*\$\{?\w*TOKEN/);
});

test("one deployment of an environment runs at a time", () => {
  expect(jobs.deploy).toMatchObject({
    environment: { name: "$ENVIRONMENT" },
    resource_group: "$ENVIRONMENT",
  });
});
