import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { VaultProvider } from "@cdktf/provider-vault/lib/provider";
import { App, TerraformStack } from "cdktf";
import type { VaultClient } from "../../../clients/vault-client";
import {
  DatabaseSecretsEngine,
  Duration,
  OperatorPolicies,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../../constructs";
import { readSynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { prepareStack } from "../../../rehearsal/prepared-stack";
import { withWorkspace } from "../../../rehearsal/with-workspace";
import { couldNotTell, run } from "../run-command";

let outdir: string;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "static-pairs-"));
  const app = new App({ outdir, stackTraces: false });
  pairIn(new TerraformStack(app, "shop"));
  const other = new TerraformStack(app, "empty");
  new VaultProvider(other, "vault", {});
  new DatabaseSecretsEngine(other, "database");
  app.synth();
});

afterAll(() => rmSync(outdir, { recursive: true }));

const directory = (stack: string) => join(outdir, "stacks", stack);

/** A pair whose passwords are used for four seconds. */
function pairIn(stack: TerraformStack): void {
  new VaultProvider(stack, "vault", {});
  new PostgresqlProvider(stack, "postgresql", {});
  new DatabaseSecretsEngine(stack, "database")
    .addPostgresConnection("appdb", {
      database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
      endpoint: { host: "postgres" },
      tls: PostgresTls.disabled(),
      rootCredential: RootCredential.generated(),
    })
    .addStaticRolePair("web", {
      privileges: Privileges.readOnly(),
      period: Duration.minutes(10),
      longestUse: Duration.seconds(4),
    });
  OperatorPolicies.attach(stack);
}

/** The stack on real servers, not rehearsed: as it is right after an apply. */
function withPair(test: (vault: VaultClient, env: Record<string, string>) => Promise<void>): Promise<void> {
  return withWorkspace(async (workspace) => {
    const props = { postgres: 18 as const, env: process.env, notify: () => undefined };
    const prepared = await prepareStack(readSynthesizedStack(directory("shop")), workspace, props);
    await prepared.deploy();
    await prepared.close();
    const vault = prepared.servers.vault.client;
    await test(vault, { VAULT_ADDR: vault.address, VAULT_TOKEN: String(vault.token) });
  });
}

const TIME = String.raw`\d{4}-\d\d-\d\dT[\d:.]+Z`;

test("a pair that was just made changes at once; --rotate sets it apart as soon as nobody uses one, and not before", async () => {
  await withPair(async (vault, env) => {
    const pairs = (...options: string[]) => run(["static-pairs", directory("shop"), ...options], { env });
    const rotated = async (role: string) =>
      (await vault.request("GET", `database/static-roles/${role}`)).data?.last_vault_rotation;
    const made = await rotated("web-green");

    const early = await pairs("--rotate");
    expect(early).toMatchObject({ status: 1, stderr: "" });
    expect(early.stdout).toMatch(
      new RegExp(
        String.raw`^✗ database/web: web-blue and web-green change (at once|1 s apart); a password is used for 4 s\. From ${TIME} to ${TIME}, --rotate changes web-(blue|green)\.\n$`,
      ),
    );
    expect(await rotated("web-green")).toBe(made);

    await sleep(5_000);
    expect((await pairs()).status).toBe(1);
    const due = await pairs("--rotate", "--json");
    const [state] = JSON.parse(due.stdout) as [Record<string, unknown>];
    expect(due.status).toBe(0);
    expect(state).toEqual({
      pair: "database/web",
      rotated: { "web-blue": expect.stringMatching(TIME), "web-green": expect.stringMatching(TIME) },
      apart: expect.any(Number),
      longestUse: 4,
      ok: true,
      forced: expect.stringMatching(/^web-(blue|green)$/),
    });
    expect(await pairs()).toMatchObject({
      status: 0,
      stdout: `✓ database/web: web-blue and web-green change ${String(state.apart)} s apart; a password is used for 4 s.\n`,
    });
  });
}, 60_000);

test("who may plan may ask, but not rotate, and reads no password", async () => {
  await withPair(async (vault) => {
    const policy = readSynthesizedStack(directory("shop")).files.get("plan.policy.json");
    await vault.request("PUT", "sys/policies/acl/planner", { policy });
    const { auth } = await vault.request("POST", "auth/token/create", { policies: ["planner"] });
    const env = { VAULT_ADDR: vault.address, VAULT_TOKEN: String(auth?.client_token) };
    expect((await run(["static-pairs", directory("shop")], { env })).status).toBe(1);
    await sleep(5_000);
    const advice =
      "Whoever runs this needs read on database/static-roles/+, which plan.policy.json gives, and with --rotate update on database/rotate-role/+.";
    const refused = await couldNotTell(["static-pairs", directory("shop"), "--rotate"], { env });
    expect(refused).toMatch(/^Vault doesn't change the password of web-(blue|green): .*permission denied/);
    expect(refused).toContain(advice);
  });
}, 60_000);

test("a stack without a pair has nothing to set apart", async () => {
  const env = { VAULT_ADDR: "http://127.0.0.1:1", VAULT_TOKEN: "nobody's" };
  expect(await run(["static-pairs", directory("empty")], { env })).toMatchObject({
    status: 0,
    stdout: "There is no pair.\n",
  });
});

test("a role that nobody has applied yet is said in one line", async () => {
  await withPair(async (vault, env) => {
    await vault.request("DELETE", "database/static-roles/web-green");
    expect(await couldNotTell(["static-pairs", directory("shop")], { env })).toBe(
      "Vault doesn't tell when the password of web-green changed: GET database/static-roles/web-green: 404.\n" +
        "It isn't there: deploy the stack, or name the Vault that it was deployed to in VAULT_ADDR.",
    );
  });
}, 60_000);
