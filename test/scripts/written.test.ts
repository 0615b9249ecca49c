import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripts } from "../../package.json";

const root = join(__dirname, "../..");
const outdir = mkdtempSync(join(tmpdir(), "written-"));
afterAll(() => rmSync(outdir, { recursive: true }));

/** What the script prints for each environment. */
const written = (name: string) => `${name.padEnd(10)}   ${outdir}/stacks/${name}
             cdk.tf.json, access.json, approle-myapp.agent.json, deployer.policy.json,
             drain.policy.json, login-material.policy.json, plan.policy.json
`;

test("npm run synth says for each environment what it wrote and where, and what to run next", () => {
  const stdout = execFileSync("sh", ["-c", scripts.synth], {
    cwd: root,
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: "utf8",
  });
  expect(stdout).toBe(`${["dev", "production", "staging"].map(written).join("")}
Next, on throwaway servers: npx vault-db rehearse dev
Then, for real:             npx cdktf-cli@0.21 deploy dev
`);
});
