import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Session } from "../../clients/postgres-session";
import { DirectApplier } from "../../rehearsal/apply/direct-applier";
import { PostgresTarget } from "../../rehearsal/apply/postgres-target";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { variableValues } from "../../rehearsal/stack/variables";
import { scripts } from "../../package.json";
import { type Block, blocksOf, Reader, testPage } from "./page";

const root = join(__dirname, "../..");
const APP = ["main.ts", "stacks", "environments", "constructs", "policies", "tsconfig.json"];
/** What needs Docker, or another machine, and what is done already. */
const ELSEWHERE = ["docker", "elsewhere", "once"];
const TERRAFORM = /^npx cdktf-cli@\S+ (deploy|destroy) dev$/;

let reader: Reader;
let applier: DirectApplier;
let target: PostgresTarget;
afterEach(async () => {
  await target?.close();
  await reader?.dispose();
});

/** A clone whose dev is on servers of this test, with Terraform's part done by the rehearsal's applier. */
async function clone(): Promise<void> {
  reader = await Reader.start();
  for (const path of APP) cpSync(join(root, path), reader.path(path), { recursive: true });
  reader.write("package.json", JSON.stringify({ scripts: { synth: scripts.synth } }));
  const { host, port, superuser } = reader.postgres;
  const dev = reader.path("environments/dev.ts");
  const edited = readFileSync(dev, "utf8")
    .replace('host: "postgres"', `host: "${host}", port: ${port}`)
    .replace("/vault/logs/audit.log", reader.path("audit.log"));
  writeFileSync(dev, edited);
  reader.write("audit.log", "");
  reader.database = "appdb";
  target = new PostgresTarget({ host, port, ...superuser });
  await reader.run({ language: "sh", text: "node -r tsx/cjs main.ts" });
  const stack = readSynthesizedStack(reader.path("cdktf.out/stacks/dev"));
  applier = new DirectApplier({
    vault: reader.vault.client.withRetries(),
    postgresOf: () => target,
    variables: variableValues(stack, { certificate: "", reviewerTokenOf: () => "" }),
  });
}

/** Does what a block says, with Terraform's lines done here. */
async function follow({ language, text, mark }: Block): Promise<void> {
  const administrator = `export VAULT_TOKEN="${reader.vault.client.token}"\n`;
  for (const part of text.split(/^(npx cdktf-cli.*)\n/m)) {
    const [, command] = TERRAFORM.exec(part) ?? [];
    if (command === "deploy") await applier.apply(readSynthesizedStack(reader.path("cdktf.out/stacks/dev")));
    else if (command === "destroy") await applier.destroy();
    else await reader.run({ language, text: mark === "admin" ? `(${administrator}${part})` : part });
  }
}

async function followPage(page: string): Promise<void> {
  for (const block of blocksOf(page))
    if (!ELSEWHERE.includes(block.mark))
      await follow(block).catch((error: unknown) => {
        throw new Error(`${page}: ${block.text}`, { cause: error });
      });
}

const leased = async () => {
  const { data } = await reader.vault.client.request("GET", "database/creds/app-readonly");
  return Session.open(reader.postgres, "appdb", {
    user: String(data?.username),
    password: String(data?.password),
  });
};

testPage("deploy.md", ["psql", "jq"], "each command of the page does what it says", async () => {
  await clone();
  await followPage("deploy.md");
});

testPage(
  "leaving.md",
  ["psql"],
  "drained leases let a destroy through, and there is a way back after one without it",
  async () => {
    await clone();
    const deploy = async () =>
      void (await applier.apply(readSynthesizedStack(reader.path("cdktf.out/stacks/dev"))));
    const [look, drain, back, force, drop, disable] = blocksOf("leaving.md").filter(
      ({ mark }) => !ELSEWHERE.includes(mark),
    ) as [Block, Block, Block, Block, Block, Block];

    await deploy();
    const first = await leased();
    await expect(follow(look)).rejects.toMatchObject({ code: 1 });
    expect(await first.isOpen()).toBe(true);
    await follow(drain);
    expect(await first.isOpen()).toBe(false);

    await deploy();
    await leased();
    await expect(applier.destroy()).rejects.toThrow("dependent privileges exist");
    await follow(back);

    await deploy();
    const stranded = await leased();
    await reader.vault.client.request("DELETE", "database/config/appdb");
    await follow(force);
    await follow(drop);
    expect(await stranded.isOpen()).toBe(false);
    await follow(disable);
    await applier.destroy();
  },
);
