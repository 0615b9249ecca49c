import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { setTimeout as sleep } from "node:timers/promises";
import { findStarter } from "../../../cli/login-material";
import { VaultClient } from "../../../clients/vault-client";
import type { Deployment } from "../../../contract/deployment";
import { readSynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { addOtherStack, addProviders, LOGIN_MATERIAL_STACK } from "../../other-stacks";
import { addRoles } from "../../constructs/vault-resources";
import { AppRoleAuth, Duration, TokenAuth, VaultToken, type WorkloadDescription } from "../../../constructs";
import { synthesizeInto } from "../../synthesize";
import { withDeployed } from "../../rehearsal/deploy-stack";
import { couldNotTell, run } from "../run-command";

let outdir: string;
let stack: string;
let vault: VaultClient;
let deployment: Deployment;
/** Who has login-material.policy.json alone. */
let env: Record<string, string>;
let end: () => void;
let ended: Promise<unknown>;

beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), "login-material-"));
  const app = new App({ outdir, stackTraces: false });
  addOtherStack(new TerraformStack(app, "shop"), LOGIN_MATERIAL_STACK);
  app.synth();
  stack = join(outdir, "stacks/shop");
  await new Promise<void>((resolve, reject) => {
    ended = withDeployed(readSynthesizedStack(stack), 18, (deployed) => {
      deployment = deployed;
      resolve();
      return new Promise<void>((finish) => (end = finish));
    });
    ended.catch(reject);
  });
  vault = deployment.vault;
  const policy = deployment.stacks[0]!.files.get("login-material.policy.json");
  await vault.request("PUT", "sys/policies/acl/starter", { policy });
  const { auth } = await vault.request("POST", "auth/token/create", {
    policies: ["starter"],
    no_default_policy: true,
  });
  env = { VAULT_ADDR: vault.address, VAULT_TOKEN: String(auth?.client_token) };
}, 60_000);

afterAll(async () => {
  end();
  await ended;
  rmSync(outdir, { recursive: true });
});

const material = async (...options: string[]) => materialOf("web", ...options);

const materialOf = async (workload: string, ...options: string[]) => {
  const { stdout, stderr } = await run(["login-material", stack, workload, "--json", ...options], { env });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Record<string, string>;
};

const file = (text: string) => {
  const path = join(outdir, "material");
  writeFileSync(path, text);
  return path;
};

const open = (token = "") => new VaultClient(vault.address, token).request("POST", "sys/wrapping/unwrap");
const failing = (...args: string[]) => couldNotTell(["login-material", stack, ...args], { env });

test("login material is a role ID and a wrapping token, which log the workload in", async () => {
  const { roleId, wrappingToken, ...rest } = await material();
  expect(rest).toEqual({
    workload: "web (approle)",
    kind: "secret ID",
    ttl: 300,
    expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    creationPath: "auth/approle/role/web/secret-id",
    accessor: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  const { data } = await open(wrappingToken);
  const { auth } = await new VaultClient(vault.address).request("POST", "auth/approle/login", {
    role_id: roleId,
    secret_id: data?.secret_id,
  });
  expect(auth?.policies).toEqual(["approle-web"]);
});

test("a person is told how long it opens, what it was made at, and nothing that is within", async () => {
  const { status, stdout } = await run(["login-material", stack, "approle/web", "--wrap-ttl", "90s"], {
    env,
  });
  expect(status).toBe(0);
  const told = stdout
    .replace(/[0-9a-f-]{36}/g, "ID")
    .replace(/s\.\w+/, "TOKEN")
    .replace(/\d{4}-\S+Z/, "TIME");
  expect(told).toBe(`Login material of web (approle), for whatever starts it:

  role ID         ID
  wrapping token  TOKEN

The wrapping token opens a secret ID once, within 90 s, until TIME.
Made at auth/approle/role/web/secret-id. Record its accessor, by which it can be ended:
ID
`);
});

test("login material of what can't log in is a token, which renews itself and ends by the accessor that is told", async () => {
  const { wrappingToken, accessor, ...rest } = await materialOf("legacy");
  expect(rest).toEqual({
    workload: "legacy (token)",
    kind: "token",
    ttl: 300,
    expires: expect.any(String),
    creationPath: "auth/token/create/legacy",
  });
  const { auth } = await open(wrappingToken);
  expect(auth).toMatchObject({
    policies: ["token-legacy"],
    accessor,
    lease_duration: 86_400,
    renewable: true,
  });
  const own = vault.withToken(String(auth?.client_token));
  const renewed = await own.request("POST", "auth/token/renew-self");
  expect(renewed.auth?.lease_duration).toBe(86_400);
  await vault.request("POST", "auth/token/revoke-accessor", { accessor });
  await expect(own.request("GET", "auth/token/lookup-self")).rejects.toThrow("403");
  const path = file(JSON.stringify({ wrappingToken, accessor, expires: rest.expires }));
  expect(await failing("legacy", "--check", path)).toBe(
    `The wrapping token in "${path}" would live until ${rest.expires}, and somebody has opened it.\n` +
      "If it wasn't its workload, look in Vault's audit log who asked for sys/wrapping/unwrap, and end what was in it: " +
      `vault token revoke -accessor ${accessor}`,
  );
});

test("a wrapping token that nobody has opened is told from one that somebody has", async () => {
  const made = await material();
  const path = file(JSON.stringify(made));
  const checked = await run(["login-material", stack, "web", "--check", path], {
    env: { VAULT_ADDR: vault.address },
  });
  expect(checked).toMatchObject({
    status: 0,
    stdout: `Nobody has opened it. It was made at auth/approle/role/web/secret-id, and opens until ${made.expires}.\n`,
  });
  await open(made.wrappingToken);
  expect(await failing("web", "--check", path)).toBe(
    `The wrapping token in "${path}" would live until ${made.expires}, and somebody has opened it.\n` +
      "If it wasn't its workload, look in Vault's audit log who asked for sys/wrapping/unwrap, and end what was in it: " +
      `vault write auth/approle/role/web/secret-id-accessor/destroy secret_id_accessor=${made.accessor}`,
  );
  expect(await failing("web", "--check", file(made.wrappingToken ?? ""))).toBe(
    `The wrapping token in "${path}" was opened by somebody, or it has ended: Vault doesn't tell which.\n` +
      "If it wasn't its workload, look in Vault's audit log who asked for sys/wrapping/unwrap, and end what was in it by its accessor, which --json tells",
  );
});

test("a wrapping token that has ended is told from one that somebody has opened", async () => {
  const made = await material("--wrap-ttl", "1s");
  await sleep(1_500);
  const path = file(JSON.stringify(made));
  expect(await failing("web", "--check", path)).toBe(
    `The wrapping token in "${path}" has ended: it lived until ${made.expires}.\nMake another: vault-db login-material`,
  );
});

test("what somebody else has wrapped is told from what the workload logs in with", async () => {
  const { wrap_info: info } = await vault.wrapping(60).request("POST", "auth/approle/role/worker/secret-id");
  const path = file(info?.token ?? "");
  expect(await failing("web", "--check", path)).toBe(
    `What is wrapped in "${path}" was made at auth/approle/role/worker/secret-id, and not at auth/approle/role/web/secret-id: somebody has put it in its place.\n` +
      "Don't log in with it. Make another, and look in Vault's audit log who made this one.",
  );
});

test("a file that holds no wrapping token is named", async () => {
  const path = file("{}");
  expect(await failing("web", "--check", path)).toBe(
    `"${path}" holds neither a wrapping token nor what --json printed.\n` +
      "Name the file that its workload reads, or write one: vault-db login-material … --json",
  );
  expect(await failing("web", "--check", join(outdir, "none"))).toMatch(
    /^".*none" can't be read: ENOENT.*\.\nAn agent removes the file when it has logged in\.$/,
  );
});

test.each([
  '{ "wrappingToken": "" }',
  '{ "wrappingToken": "s.a", "accessor": "a; rm -rf ~" }',
  '{ "wrappingToken": "s.a", "expires": "\\u001b[31msoon" }',
])("of %s, which --json never printed, nothing is shown", async (text) => {
  const path = file(text);
  expect(await failing("web", "--check", path)).toBe(
    `"${path}" holds neither a wrapping token nor what --json printed.\n` +
      "Name the file that its workload reads, or write one: vault-db login-material … --json",
  );
});

const ADVICE =
  "Whoever runs this needs the policy in login-material.policy.json, or to be a workload that grantSecretId or grantToken names; it wraps for 10 min at most, if nothing else is said.";

test("who may not make it is told what that needs", async () => {
  const { auth } = await vault.request("POST", "auth/token/create", {
    policies: ["approle-web"],
    no_default_policy: true,
  });
  const other = { ...env, VAULT_TOKEN: String(auth?.client_token) };
  expect(await couldNotTell(["login-material", stack, "web"], { env: other })).toBe(
    `Vault doesn't make login material of web (approle): GET auth/approle/role/web/role-id: 403 permission denied.\n${ADVICE}`,
  );
});

test("who asks a Vault that the stack wasn't deployed to is told so", async () => {
  const access = synthesizeInto(
    (app) => {
      const other = new TerraformStack(app, "elsewhere");
      addProviders(other);
      const role = addRoles(other).reader;
      role.grantRead(new TokenAuth(other, "token").addWorkload("cron", { period: Duration.hours(1) }));
      const token = VaultToken.periodic(Duration.hours(1));
      const props = { secretIdTtl: Duration.minutes(10), token };
      role.grantRead(new AppRoleAuth(other, "approle").addWorkload("site", props));
    },
    (stacks) => readFileSync(join(stacks, "elsewhere/access.json"), "utf8"),
  );
  const directory = mkdtempSync(join(outdir, "elsewhere-"));
  writeFileSync(join(directory, "access.json"), access);
  const root = { ...env, VAULT_TOKEN: String(vault.token) };
  const advice = "It isn't there: deploy the stack, or name the Vault that it was deployed to in VAULT_ADDR.";
  expect(await couldNotTell(["login-material", directory, "site"], { env: root })).toBe(
    `Vault doesn't make login material of site (approle): GET auth/approle/role/site/role-id: 404.\n${advice}`,
  );
  expect(await couldNotTell(["login-material", directory, "cron"], { env: root })).toBe(
    `Vault doesn't make login material of cron (token): POST auth/token/create/cron: 400 unknown role cron.\n${advice}`,
  );
});

test("a job of a CI is given nothing: it has a token of its issuer", () => {
  const plan: WorkloadDescription = {
    name: "plan",
    login: { method: "jwt", path: "github", audience: "vault", userClaim: "sub", claims: {} },
    policy: "github-plan",
    reads: [],
    token: { kind: "bounded", ttl: 1200, maxTtl: 1200 },
  };
  expect(() => findStarter({ stack: "ci", workloads: [plan] }, "plan")).toThrow(
    "plan (github) logs in with a token of its issuer: Vault makes it nothing.\nStart it; there is nothing to give it.",
  );
});

test.each([
  [
    ["nobody"],
    'Stack "shop" has no workload "nobody".\nThose of shop are: legacy (token), other (approle), web (approle), worker (approle)',
  ],
  [
    ["ci"],
    "ci (kubernetes) logs in with the token of its service account: Vault makes it nothing.\nStart it; there is nothing to give it.",
  ],
  [
    ["web", "--wrap-ttl", "soon"],
    '"soon" is no length of time.\nWrite seconds, minutes or hours: 300s, 5m, 1h',
  ],
  [["web", "--wrap-ttl", "0"], '"0" is no length of time.\nWrite seconds, minutes or hours: 300s, 5m, 1h'],
  [
    ["web", "--wrap-ttl", "1h"],
    "A secret ID lives 600 s, and would have ended in its wrapping of 3600 s.\nWrap it for less: --wrap-ttl 600s",
  ],
])("%j can't be made: it says why", async (args, told) => {
  expect(await failing(...args)).toBe(told);
});

test.each([
  [
    { VAULT_ADDR: "" },
    "VAULT_ADDR is not set.\nSay which Vault, and who you are there: export VAULT_ADDR=https://vault.internal:8200",
  ],
  [
    { VAULT_ADDR: "vault.internal" },
    'VAULT_ADDR is "vault.internal", which is not the URL of a Vault.\nWrite it without a user or a path: https://vault.internal:8200',
  ],
  [
    { VAULT_ADDR: "https://admin:secret@vault.internal:8200" },
    'VAULT_ADDR is "…@vault.internal:8200", which is not the URL of a Vault.\nWrite it without a user or a path: https://vault.internal:8200',
  ],
  [
    { VAULT_ADDR: "https://vault.internal:82000" },
    'VAULT_ADDR is "https://vault.internal:82000", which is not the URL of a Vault.\nWrite it without a user or a path: https://vault.internal:8200',
  ],
  [
    { VAULT_TOKEN: "s.abc\ndef" },
    "VAULT_TOKEN has a space, a line break or a letter in it that none has.\nSet it anew, without what is around it.",
  ],
  [
    { VAULT_TOKEN: "" },
    "VAULT_TOKEN is not set.\nSay which Vault, and who you are there: export VAULT_TOKEN=$(vault print token)",
  ],
  [
    { VAULT_CACERT: "/none" },
    "VAULT_CACERT is \"/none\", which can't be read.\nName a file with the CA of Vault's certificate.",
  ],
  [
    { VAULT_ADDR: "http://127.0.0.1:1" },
    "Vault at http://127.0.0.1:1 can't be reached: connect ECONNREFUSED 127.0.0.1:1.\nSee whether VAULT_ADDR is right, Vault runs there, and VAULT_CACERT names its CA.",
  ],
])("with %j in its environment it says what is wrong there", async (settings, told) => {
  expect(await couldNotTell(["login-material", stack, "web"], { env: { ...env, ...settings } })).toBe(told);
});
