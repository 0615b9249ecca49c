import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parse } from "yaml";
import type { Deployment, JwtClaims } from "../../contract/deployment";
import { withDeployed } from "../rehearsal/deploy-stack";
import { ci, synthesizeCiStack } from "../stacks/ci-stack";

interface Action {
  readonly runs: { readonly steps: readonly { readonly run: string }[] };
}

const FILE = join(__dirname, "../../.github/actions/vault-login/action.yml");
const [step] = (parse(readFileSync(FILE, "utf8")) as Action).runs.steps;

/** What GitHub says of the job that deploys staging. */
const DEPLOYS: JwtClaims = {
  sub: `repo:${ci.repository}:environment:staging`,
  repository: ci.repository,
  repository_id: ci.repositoryId,
  ref: "refs/heads/main",
  workflow_ref: `${ci.repository}/.github/workflows/deploy.yml@refs/heads/main`,
  environment: "staging",
  event_name: "push",
};

const REQUEST_TOKEN = "of the job's own";

/** Stands in for where a job asks GitHub for its token. */
async function tokenServer(deployment: Deployment, claims: JwtClaims): Promise<Server> {
  const server = createServer((request, response) => {
    const aud = new URL(request.url ?? "", "http://github").searchParams.get("audience") ?? undefined;
    const isAllowed = request.headers.authorization === `bearer ${REQUEST_TOKEN}`;
    void Promise.resolve(deployment.jwts("github-staging").issue({ ...claims, aud })).then((value) => {
      response.writeHead(isAllowed ? 200 : 401).end(JSON.stringify(isAllowed ? { value } : {}));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

/** Runs the action's step as GitHub does. */
async function logIn(deployment: Deployment, claims: JwtClaims, settings: NodeJS.ProcessEnv = {}) {
  const directory = mkdtempSync(join(tmpdir(), "job-"));
  const server = await tokenServer(deployment, claims);
  try {
    const output = join(directory, "output");
    writeFileSync(output, "");
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? ""], {
      env: {
        PATH: process.env.PATH,
        ADDRESS: deployment.vault.address,
        ROLE: "deploy",
        AUDIENCE: ci.audience,
        AUTH_PATH: "github-staging",
        CA: "",
        RUNNER_TEMP: directory,
        GITHUB_OUTPUT: output,
        ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api=1`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
        ...settings,
      },
    });
    const [stdout, stderr, [status]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "exit") as Promise<[number]>,
    ]);
    const [, token] = /^token=(.+)$/m.exec(readFileSync(output, "utf8")) ?? [];
    return { status, stdout, stderr, token, files: readdirSync(directory) };
  } finally {
    server.close();
    rmSync(directory, { recursive: true });
  }
}

test("a job logs in to Vault with its own identity, and nobody else's gets it", async () => {
  await withDeployed(synthesizeCiStack(), 18, async (deployment) => {
    const own = await logIn(deployment, DEPLOYS);
    expect(own.stderr).toBe("");
    expect(own.status).toBe(0);
    const { data } = await deployment.vault.withToken(own.token!).request("GET", "auth/token/lookup-self");
    expect(data?.policies).toEqual(["github-staging-deploy"]);
    // Masked before anything could print it, and in no file that stays.
    expect(own.stdout).toMatch(/^::add-mask::ey\S+\n::add-mask::\S+\n$/);
    expect(own.stdout).toContain(`::add-mask::${own.token}\n`);
    expect(own.files).toEqual(["output"]);

    const branch = await logIn(deployment, { ...DEPLOYS, ref: "refs/heads/other" });
    expect(branch.status).toBe(1);
    expect(branch.token).toBeUndefined();
    expect(branch.stderr).toContain("Vault lets no deploy in: ");

    const withoutRight = await logIn(deployment, DEPLOYS, { ACTIONS_ID_TOKEN_REQUEST_URL: "" });
    expect(withoutRight).toMatchObject({
      status: 1,
      stderr: "This job can't say who it is: give it the permission id-token: write.\n",
    });
  });
});
