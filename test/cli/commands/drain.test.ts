import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { App, TerraformStack } from "cdktf";
import { Session } from "../../../clients/postgres-session";
import { withoutReaders } from "../../../drain/without-readers";
import { VaultClient } from "../../../clients/vault-client";
import type { WorkloadDescription } from "../../../constructs/access/access-manifest";
import { Duration, OperatorPolicies, PostgresTls, Privileges, TokenAuth } from "../../../constructs";
import type { Deployment } from "../../../contract/deployment";
import { type Lease, Leases } from "../../../contract/leases";
import { readSynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { addConnection, addDatabase } from "../../constructs/postgres/postgres-resources";
import { addProviders } from "../../other-stacks";
import { withHttpStandIn } from "../../clients/http-stand-in";
import { withDeployed } from "../../rehearsal/deploy-stack";
import { runOnTerminal } from "../on-a-terminal";
import { couldNotTell, run } from "../run-command";

const DATABASE = { server: "postgresql", name: "appdb" };
const READONLY = "database/creds/app-readonly";
const READWRITE = "database/creds/app-readwrite";

let outdir: string;
let stack: string;
let withoutReadwrite: string;
let renamed: string;
let other: string;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "drain-"));
  stack = synthesize("before", "shop", {
    "app-readonly": Privileges.readOnly(),
    "app-readwrite": Privileges.readWrite(),
  });
  const readonly = { "app-readonly": Privileges.readOnly() };
  withoutReadwrite = synthesize("after", "shop", readonly);
  renamed = synthesize("renamed", "shop", readonly, "shopdb");
  other = synthesize("other", "store", readonly);
});

afterAll(() => rmSync(outdir, { recursive: true }));

function synthesize(
  directory: string,
  name: string,
  roles: Readonly<Record<string, Privileges>>,
  databaseName = "appdb",
): string {
  const app = new App({ outdir: join(outdir, directory), stackTraces: false });
  const made = new TerraformStack(app, name);
  addProviders(made);
  const connection = addConnection(made, {
    database: addDatabase(made, { databaseName }),
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
  });
  const application = new TokenAuth(made, "token").addWorkload("app", { period: Duration.hours(2) });
  for (const [role, privileges] of Object.entries(roles))
    connection.addRole(role, { privileges, maxTtl: Duration.hours(1) }).grantRead(application);
  OperatorPolicies.attach(made);
  app.synth();
  return join(outdir, directory, "stacks", name);
}

/** Somebody in front of the deployed stack. */
class Operator {
  readonly leases: Leases;
  readonly vault: VaultClient;

  constructor(private readonly deployment: Deployment) {
    this.vault = deployment.vault;
    this.leases = new Leases(this.vault);
  }

  /** The environment of who has these policies of the stack. */
  async env(...policies: readonly string[]): Promise<Record<string, string>> {
    for (const name of policies) {
      const policy = this.deployment.stacks[0]!.files.get(`${name}.policy.json`);
      await this.vault.request("PUT", `sys/policies/acl/${name}`, { policy });
    }
    const { auth } = await this.vault.request("POST", "auth/token/create", {
      policies,
      no_default_policy: true,
    });
    return { VAULT_ADDR: this.vault.address, VAULT_TOKEN: String(auth?.client_token) };
  }

  drainer = () => this.env("deployer", "drain");

  /** A lease with a session that is open. */
  async work(path: string, as = this.vault): Promise<Working> {
    const lease = await this.leases.issue(path, as);
    const session = await Session.open(this.deployment.serverOf(DATABASE), DATABASE.name, lease);
    return { lease, session };
  }

  async users(): Promise<string[]> {
    const rows = await this.query("SELECT rolname AS name FROM pg_roles WHERE rolname ~ '^v-' ORDER BY 1");
    return rows.map(({ name }) => String(name));
  }

  query(sql: string): Promise<Record<string, unknown>[]> {
    const server = this.deployment.serverOf(DATABASE);
    return Session.with(server, DATABASE.name, server.superuser, (session) => session.query(sql));
  }

  /** Whether Vault has a role. */
  has(role: string): Promise<boolean> {
    return this.vault.request("GET", `database/roles/${role}`).then(
      () => true,
      () => false,
    );
  }
}

interface Working {
  readonly lease: Lease;
  readonly session: Session;
}

const withOperator = (action: (operator: Operator) => Promise<void>) =>
  withDeployed(readSynthesizedStack(stack), 18, (deployment) => action(new Operator(deployment)));

test("what was leased is named before it is revoked, and then it is gone, with sessions and users, and nothing is leased again", async () => {
  await withOperator(async (operator) => {
    const env = await operator.drainer();
    const working: Working[] = [];
    for (const path of [...Array<string>(4).fill(READONLY), ...Array<string>(6).fill(READWRITE)])
      working.push(await operator.work(path));

    const shown = await run(["drain", stack, "--dry-run"], { env });
    expect(shown).toMatchObject({ status: 1, stderr: "" });
    expect(shown.stdout).toBe(`- ${READONLY}: 4 leases left\n- ${READWRITE}: 6 leases left\n`);
    expect(await operator.users()).toHaveLength(10);

    expect(await run(["drain", stack, "--yes"], { env })).toMatchObject({
      status: 0,
      stderr: "",
      stdout: `✓ ${READONLY}: 4 leases revoked\n✓ ${READWRITE}: 6 leases revoked\n`,
    });
    expect(await operator.users()).toEqual([]);
    for (const { session } of working) expect(await session.isOpen()).toBe(false);
    expect([await operator.has("app-readonly"), await operator.has("app-readwrite")]).toEqual([false, false]);
    expect(await run(["drain", stack, "--yes"], { env })).toMatchObject({
      status: 0,
      stdout: "Nothing is leased.\n",
    });
  });
}, 90_000);

test("an application that takes another credential as soon as its own ends has none in the end, and its policy is as it was", async () => {
  await withOperator(async (operator) => {
    const env = await operator.drainer();
    const policy = async () => (await operator.vault.find("sys/policies/acl/token-app")).data?.policy;
    const before = await policy();
    const { auth } = await operator.vault.request("POST", "auth/token/create/app");
    const application = operator.vault.withToken(String(auth?.client_token));
    const { session } = await operator.work(READWRITE, application);
    let isDraining = true;
    const work = async (): Promise<void> => {
      for (let current: Session | undefined = session; isDraining; await sleep(20))
        if (!(await current?.isOpen()))
          current = (await operator.work(READWRITE, application).catch(() => undefined))?.session;
    };
    const working = work();
    const { status } = await run(["drain", stack, "--yes"], { env });
    isDraining = false;
    await working;
    expect(status).toBe(0);
    expect(await operator.users()).toEqual([]);
    expect(await policy()).toBe(before);
  });
}, 90_000);

test("of a change, only what goes is drained, and what has lost its role before: others go on working and renew", async () => {
  await withOperator(async (operator) => {
    const env = await operator.drainer();
    const kept = await operator.work(READONLY);
    const gone = await operator.work(READWRITE);
    expect(await run(["drain", stack, "--from", stack, "--yes"], { env })).toMatchObject({
      status: 0,
      stdout: "Nothing of what goes is leased.\n",
    });
    const args = ["drain", withoutReadwrite, "--from", stack, "--yes"];
    expect(await run(args, { env })).toMatchObject({
      status: 0,
      stdout: `✓ ${READWRITE}: 1 lease revoked\n`,
    });
    expect([await gone.session.isOpen(), await kept.session.isOpen()]).toEqual([false, true]);
    expect(await operator.leases.renew(kept.lease, 600)).toBeGreaterThan(0);
    expect(await operator.has("app-readonly")).toBe(true);

    // Somebody has taken the role away under its lease.
    await operator.vault.request("DELETE", "database/roles/app-readonly");
    expect(await run(["drain", stack, "--from", stack, "--yes"], { env })).toMatchObject({
      status: 0,
      stdout: `✓ ${READONLY}: 1 lease revoked\n`,
    });
    expect(await kept.session.isOpen()).toBe(false);
  });
}, 90_000);

test("of a database that gets another name, Vault's own sessions end, too, also where nothing is leased any more", async () => {
  await withOperator(async (operator) => {
    const env = await operator.drainer();
    await operator.work(READONLY);
    const ofVault = () => operator.query("SELECT FROM pg_stat_activity WHERE usename = 'vault_appdb'");
    const args = ["drain", renamed, "--from", stack, "--yes"];
    expect(await run(args, { env })).toMatchObject({ status: 0, stdout: `✓ ${READONLY}: 1 lease revoked\n` });
    expect(await ofVault()).toEqual([]);

    await operator.vault.request("POST", "database/reset/appdb");
    expect(await ofVault()).not.toEqual([]);
    expect(await run(args, { env })).toMatchObject({
      status: 0,
      stdout: "Nothing of what goes is leased.\n",
    });
    expect(await ofVault()).toEqual([]);
  });
}, 90_000);

test("with the database away it says what remains, with Vault's reason, and the role stays", async () => {
  await withOperator(async (operator) => {
    const env = await operator.drainer();
    await operator.work(READONLY);
    await operator.work(READWRITE);
    const url = (address: string) =>
      `postgresql://{{username}}:{{password}}@${address}/appdb?sslmode=disable`;
    const write = { plugin_name: "postgresql-database-plugin", verify_connection: false, allowed_roles: "*" };
    await operator.vault.request("POST", "database/config/appdb", {
      ...write,
      connection_url: url("127.0.0.1:1"),
    });
    const { status, stdout } = await run(["drain", stack, "--yes", "--json"], { env });
    const answer = JSON.parse(stdout) as { remaining: number; roles: object[] };
    expect(status).toBe(1);
    const lease = { lease: expect.any(String), because: expect.stringContaining("connection refused") };
    expect(answer).toEqual({
      remaining: 2,
      roles: [READONLY, READWRITE].map((path) => ({ path, revoked: 0, remaining: [lease] })),
    });
    expect(await operator.has("app-readonly")).toBe(true);
  });
}, 90_000);

test("a lease that can't be revoked is named with the reason, and keeps nobody else's", async () => {
  await withOperator(async (operator) => {
    const env = await operator.drainer();
    const { lease } = await operator.work(READONLY);
    await operator.work(READONLY);
    await operator.query(`CREATE DATABASE elsewhere`);
    await operator.query(`GRANT CONNECT ON DATABASE elsewhere TO "${lease.user}"`);
    const { status, stdout } = await run(["drain", stack, "--yes"], { env });
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^✓ database\/creds\/app-readonly: 1 lease revoked\n✗ database\/creds\/app-readonly: 1 lease left: ERROR: role "v-app-readonly-\w+-\d+" cannot be dropped because some objects depend on it \(SQLSTATE 2BP01\)\n$/,
    );
  });
}, 90_000);

test("a token that may not is told which path it lacks, and what it would need", async () => {
  await withOperator(async (operator) => {
    await operator.work(READONLY);
    const listing = await couldNotTell(["drain", stack, "--yes"], { env: await operator.env("deployer") });
    expect(listing).toBe(
      "Vault doesn't list sys/leases/lookup/database/creds: LIST sys/leases/lookup/database/creds: 403 permission denied.\n" +
        "Whoever drains needs the policies in drain.policy.json and in deployer.policy.json.",
    );
    expect(await operator.users()).toHaveLength(1);
    const removing = await couldNotTell(["drain", stack, "--yes"], { env: await operator.env("drain") });
    expect(removing).toBe(
      "Vault doesn't show the policy token-app: GET sys/policies/acl/token-app: 403 permission denied.\n" +
        "Whoever drains needs the policies in drain.policy.json and in deployer.policy.json.",
    );
    expect(await operator.users()).toHaveLength(1);
  });
}, 90_000);

test("who has an incident revokes by prefix, and can't make Vault forget what it could not revoke", async () => {
  await withOperator(async (operator) => {
    const { VAULT_TOKEN = "" } = await operator.env("drain");
    const incident = operator.vault.withToken(VAULT_TOKEN);
    const { session } = await operator.work(READONLY);
    await operator.work(READWRITE);
    await incident.request("PUT", `sys/leases/revoke-prefix/${READONLY}`, { sync: true });
    expect(await session.isOpen()).toBe(false);
    await incident.request("PUT", "sys/leases/revoke-prefix/database/creds", { sync: true });
    expect(await operator.users()).toEqual([]);
    for (const path of ["revoke-force/database/creds", "revoke-prefix/database", "revoke-prefix/auth"])
      await expect(incident.request("PUT", `sys/leases/${path}`)).rejects.toThrow("permission denied");
    await expect(incident.request("GET", READONLY)).rejects.toThrow("permission denied");
  });
}, 90_000);

test("a person is asked, and what is leased stays unless they say yes; without a terminal nobody is", async () => {
  await withOperator(async (operator) => {
    const env = await operator.drainer();
    await operator.work(READONLY);
    const asked = (typed: string) => runOnTerminal(100, ["drain", stack], env, typed);
    const no = asked("\n");
    expect(no.stdout).toContain(
      "Revoke them? Their users' sessions end, and these roles lease nothing until the next deploy. [y/N]",
    );
    expect(no.status).toBe(1);
    expect(await operator.users()).toHaveLength(1);
    expect(await couldNotTell(["drain", stack], { env })).toBe(
      "There is no terminal to ask at whether to go on.\nSee what it would do with --dry-run, and add --yes.",
    );
    expect(asked("y\n").status).toBe(0);
    expect(await operator.users()).toEqual([]);
  });
}, 90_000);

test("when Vault is gone in the middle, it says which policies are still without what was drained", async () => {
  let asked = 0;
  const answer = () =>
    asked++ < 2
      ? { status: 200, body: '{"data":{"policy":"path {}"}}' }
      : { status: 503, body: '{"errors":["Vault is sealed"]}' };
  const workload = {
    policy: "token-app",
    reads: [{ path: READONLY, kind: "leased" }],
    makes: [],
    encrypts: [],
  } as unknown as WorkloadDescription;
  await withHttpStandIn(answer, async (address) => {
    const gone = () => Promise.reject(new Error("gone"));
    await expect(
      withoutReaders(new VaultClient(address, "t"), [workload], [READONLY], gone),
    ).rejects.toMatchObject({
      problem:
        "Vault doesn't change the policy token-app: PUT sys/policies/acl/token-app: 503 Vault is sealed. " +
        "Workloads can't read what was drained: their policies are still without it: token-app.",
      advice: "When Vault answers again, deploy the stack as it is: that writes them as they were.",
    });
  });
});

test("a stack of another name is no earlier state of this one", async () => {
  const env = { VAULT_ADDR: "http://127.0.0.1:1", VAULT_TOKEN: "nobody's" };
  expect(await couldNotTell(["drain", stack, "--from", other], { env })).toBe(
    '--from is of stack "store", and what it would become of stack "shop".\n' +
      "Name the same stack as it was: ../before/cdktf.out/stacks/shop",
  );
});
