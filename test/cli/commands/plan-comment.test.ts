import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { planComment } from "../../../cli/commands/plan-comment";
import { QUIET_HOST } from "../quiet-host";
import { couldNotTell, run } from "../run-command";

interface Plan {
  readonly environment: string;
  readonly outcomes: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly inBase: boolean;
  readonly inHead: boolean;
}

const cwd = process.cwd();
let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), "plan-"))));
afterEach(() => {
  process.chdir(cwd);
  rmSync(directory, { recursive: true });
});

const VERDICT = "122 checks passed in 1.5 s: every credential of dev can be issued";
const CHANGE = "140 checks passed in 2.5 s: dev can be changed while it is in use";
const PLAN = "Terraform will perform the following actions:\n\nPlan: 2 to add, 1 to change, 0 to destroy.\n";

const fine: Plan = {
  environment: "dev",
  outcomes: {
    install: "success",
    synth: "success",
    before: "success",
    difference: "success",
    rehearsal: "success",
    change: "success",
    plan: "success",
  },
  texts: {
    install: "added 1 package\n",
    synth: "",
    before: "",
    difference: "+ database/creds/app gains INSERT on appdb.public.*\n",
    rehearsal: `dev: 46 resources on OpenBao 2.7.2\n\n${VERDICT}\n`,
    change: `dev: 46 resources on OpenBao 2.7.2\n\n${CHANGE}\n`,
    plan: PLAN,
  },
  inBase: true,
  inHead: true,
};

/** A job's directory, where its steps have left what they said. @returns its steps, as GitHub has them */
function leave({ environment, outcomes, texts, inBase, inHead }: Plan): string {
  const access = `cdktf.out/stacks/${environment}/access.json`;
  write("head/README.md", "");
  for (const [id, text] of Object.entries(texts)) write(`head/${id}.txt`, text);
  if (inBase) write(`before/${access}`, "{}");
  if (inHead) write(`head/${access}`, "{}");
  const steps = Object.entries(outcomes).map(([id, outcome]) => [id, { outcome, conclusion: "success" }]);
  return JSON.stringify(Object.fromEntries(steps));
}

function write(file: string, text: string): void {
  const path = join(directory, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

async function comment(changes: Partial<Plan>): Promise<string> {
  const plan = {
    ...fine,
    ...changes,
    outcomes: { ...fine.outcomes, ...changes.outcomes },
    texts: { ...fine.texts, ...changes.texts },
  };
  const steps = leave(plan);
  process.chdir(join(directory, "head"));
  const { output } = await planComment.run({ environment: plan.environment, steps }, QUIET_HOST);
  expect(output.data).toEqual(plan);
  return `${output.text({ columns: 80, isColored: false })}\n`;
}

test("what was fine is told in lines, and folded", async () => {
  expect(await comment({})).toBe(`### dev

\`\`\`diff
+ database/creds/app gains INSERT on appdb.public.*
\`\`\`

- ✓ Rehearsal: \` ${VERDICT} \`
- ✓ Rehearsal of the change: \` ${CHANGE} \`
- ✓ Terraform's plan: \` Plan: 2 to add, 1 to change, 0 to destroy. \`

<details><summary>Rehearsal</summary>

\`\`\`
dev: 46 resources on OpenBao 2.7.2

${VERDICT}
\`\`\`

</details>

<details><summary>Rehearsal of the change</summary>

\`\`\`
dev: 46 resources on OpenBao 2.7.2

${CHANGE}
\`\`\`

</details>

<details><summary>Terraform's plan</summary>

\`\`\`
${PLAN.trimEnd()}
\`\`\`

</details>
`);
});

test("an environment that the base doesn't have is new", async () => {
  expect(await comment({ inBase: false })).toContain(
    "New: the base has no such environment, so all that is described here is gained.\n\n```diff\n+ database",
  );
});

test("a base that can't be synthesized is told, with what it said", async () => {
  const said = await comment({
    inBase: false,
    outcomes: { before: "failure" },
    texts: { before: 'npm error Missing script: "synth"\nnpm error\n' },
  });
  expect(said).toContain(
    "New: the base can't be synthesized, so all that is described here is gained.\n\n```diff\n+ database",
  );
  expect(said).toContain('- ✗ npm run synth, at the base: ` npm error Missing script: "synth" `\n');
  expect(said).toContain("<details open><summary>npm run synth, at the base</summary>");
});

test("an environment that this branch doesn't have is gone", async () => {
  expect(await comment({ inHead: false, texts: { difference: "- all is lost" } })).toContain(
    "Gone: this branch has no such environment. Take it out of the matrix in plan.yml.\n\n```diff\n- all is lost",
  );
});

const SKIPPED = { difference: "skipped", rehearsal: "skipped", change: "skipped", plan: "skipped" };
const NOTHING = { difference: "", rehearsal: "", change: "", plan: "" };

test("findings of a branch that can't be synthesized are the comment", async () => {
  const findings = "1 finding; nothing was written.\n\ndev/database\n  ttl-order: …\n    Instead: …";
  const outcomes = { ...SKIPPED, synth: "failure" };
  expect(await comment({ inHead: false, outcomes, texts: { ...NOTHING, synth: findings } })).toBe(`### dev

Who gains or loses access can't be told: this branch can't be synthesized.

- ✗ npm run synth: \` 1 finding; nothing was written. \`
- Rehearsal: did not run
- Rehearsal of the change: did not run
- Terraform's plan: did not run

<details open><summary>npm run synth</summary>

\`\`\`
${findings}
\`\`\`

</details>
`);
});

test("packages that can't be installed are told", async () => {
  const outcomes = { ...SKIPPED, install: "failure", synth: "skipped" };
  const said = await comment({
    outcomes,
    texts: { ...NOTHING, install: "npm error code EUSAGE\nnpm error more" },
  });
  expect(said).toContain("this branch can't be synthesized.\n\n- ✗ npm ci: ` npm error code EUSAGE `\n");
  expect(said).toContain("<details open><summary>npm ci</summary>");
});

test("a rehearsal that fails shows its verdict, and is open", async () => {
  const rehearsal =
    "dev: 46 resources\n  ✗ may-delete: refused\n\n1 of 122 checks failed in 2 s: dev does not.\n";
  const said = await comment({ outcomes: { rehearsal: "failure" }, texts: { rehearsal } });
  expect(said).toContain("- ✗ Rehearsal: ` 1 of 122 checks failed in 2 s: dev does not. `\n");
  expect(said).toContain("<details open><summary>Rehearsal</summary>");
});

test("a change that nothing differs by, and one that can't be told, are told", async () => {
  const same = "Nothing changes: dev is as ../before/cdktf.out/stacks/dev.\n";
  expect(await comment({ texts: { change: same } })).toContain(
    "- ✓ Rehearsal of the change: ` Nothing changes: dev is as ../before/cdktf.out/stacks/dev. `\n",
  );
  const change =
    '"access.json" is of schema version 2; this version of vault-db reads 3.\nSynthesize it again.\n';
  expect(await comment({ outcomes: { change: "failure" }, texts: { change } })).toContain(
    '- ✗ Rehearsal of the change: ` "access.json" is of schema version 2; this version of vault-db reads 3. `\n',
  );
});

test("a verdict that takes several lines is told in one", async () => {
  const rehearsal =
    "dev: 46 resources\n\n1 of 122 checks failed in 2 s:\ndev does not do what it\ndescribes.\n";
  const said = await comment({ outcomes: { rehearsal: "failure" }, texts: { rehearsal } });
  expect(said).toContain(
    "- ✗ Rehearsal: ` 1 of 122 checks failed in 2 s: dev does not do what it describes. `\n",
  );
});

test("a rehearsal that could not tell shows the problem, not the advice alone", async () => {
  const rehearsal = "There is no Vault and no OpenBao on this machine.\nInstall Vault or OpenBao.\n";
  const said = await comment({ outcomes: { rehearsal: "failure" }, texts: { rehearsal } });
  expect(said).toContain("- ✗ Rehearsal: ` There is no Vault and no OpenBao on this machine. `\n");
  expect(said).toContain(`<details open><summary>Rehearsal</summary>\n\n\`\`\`\n${rehearsal}\`\`\`\n`);
});

test.each([
  ["failure", "╷\n│ Error: Invalid provider token\n│ \n╵\n", "✗", "Error: Invalid provider token"],
  [
    "success",
    "No changes. Your infrastructure matches the configuration.\n",
    "✓",
    "No changes. Your infrastructure matches the configuration.",
  ],
  [
    "success",
    "No plan: the environment plan-dev has no VAULT_TOKEN.\n",
    "✓",
    "No plan: the environment plan-dev has no VAULT_TOKEN.",
  ],
  ["cancelled", "", "✗", "it wrote nothing"],
])("Terraform's line of a plan with %s is told", async (plan, text, mark, line) => {
  expect(await comment({ outcomes: { plan }, texts: { plan: text } })).toContain(
    `- ${mark} Terraform's plan: \` ${line} \`\n`,
  );
});

test("a difference that could not be told says so, and isn't coloured", async () => {
  const said = await comment({
    outcomes: { difference: "failure" },
    texts: { difference: "no access.json" },
  });
  expect(said).toContain("Who gains or loses access could not be told:\n\n```\nno access.json\n```");
});

test("a text that holds fences ends neither its block nor its line", async () => {
  const rehearsal = "``` is said\n````\n</details>";
  const said = await comment({ outcomes: { rehearsal: "failure" }, texts: { rehearsal } });
  expect(said).toContain("- ✗ Rehearsal: ```` ``` is said ````\n");
  expect(said).toContain(`\n\n\`\`\`\`\`\n${rehearsal}\n\`\`\`\`\`\n\n</details>`);
});

test("what is too long is cut off, and says so: at its end, or before the end where Terraform says why it failed", async () => {
  const long = (end: string) => `begin\n${"x".repeat(50_000)}\n${end}`;
  const texts = { difference: long(""), rehearsal: long(VERDICT), plan: long("Error: broken") };
  const said = await comment({ outcomes: { plan: "failure" }, texts });
  expect(said).toMatch(/```diff\nbegin\nx+\n… cut off …\n```/);
  expect(said).toMatch(/<details><summary>Rehearsal<\/summary>\n\n```\nbegin\nx+\n… cut off …\n```/);
  expect(said).toMatch(/```\n… cut off …\nx+\nError: broken\n```/);
});

test("a comment is never longer than GitHub takes", async () => {
  const all = (value: string) => Object.fromEntries(Object.keys(fine.outcomes).map((id) => [id, value]));
  for (const text of ["x", "`", "\n`"]) {
    const outcomes = { ...all("failure"), synth: "success" };
    const { length } = await comment({ outcomes, texts: all(text.repeat(200_000)) });
    expect(length).toBeLessThanOrEqual(65_000);
  }
});

test("vault-db plan-comment writes it on stdout, and is fine whatever it says", async () => {
  const steps = leave({
    ...fine,
    outcomes: { ...SKIPPED, synth: "failure" },
    texts: { synth: "Error: broken\n" },
  });
  const outcome = await run(["plan-comment", "dev", steps], { cwd: join(directory, "head") });
  expect(outcome).toEqual({
    status: 0,
    stderr: "",
    leftovers: [],
    stdout: `### dev

Who gains or loses access can't be told: this branch can't be synthesized.

- ✗ npm run synth: \` Error: broken \`
- Rehearsal: did not run
- Rehearsal of the change: did not run
- Terraform's plan: did not run

<details open><summary>npm run synth</summary>

\`\`\`
Error: broken
\`\`\`

</details>
`,
  });
});

test("vault-db plan-comment says so when it doesn't get the steps of a job", async () => {
  expect(await couldNotTell(["plan-comment", "dev", "steps"])).toBe(
    "<steps> is not JSON: steps\nWrite in plan.yml: ${{ toJSON(steps) }}",
  );
});
