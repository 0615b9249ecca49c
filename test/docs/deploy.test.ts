import { Session } from "../../clients/postgres-session";
import { Clone } from "./clone";
import { type Block, blocksOf, follows, NOT_HERE, Reader, testPage } from "./page";

const TERRAFORM = /^npx cdktf-cli@\S+ (deploy|destroy) dev$/;

let reader: Reader;
let clone: Clone;
afterEach(async () => {
  await clone?.close();
  await reader?.dispose();
});

async function start(): Promise<void> {
  reader = await Reader.start();
  clone = await Clone.make(reader);
}

/** Does what a block says, with Terraform's lines done here. */
async function follow({ language, text, mark }: Block): Promise<void> {
  follows({ text });
  const administrator = `export VAULT_TOKEN="${reader.vault.client.token}"\n`;
  for (const part of text.split(/^(npx cdktf-cli.*)\n/m)) {
    const [, command] = TERRAFORM.exec(part) ?? [];
    if (command === "deploy") await clone.deploy();
    else if (command === "destroy") await clone.destroy();
    else await reader.run({ language, text: mark === "admin" ? `(${administrator}${part})` : part });
  }
}

async function followPage(page: string): Promise<void> {
  for (const block of blocksOf(page))
    if (!(block.mark in NOT_HERE))
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
  await start();
  await followPage("deploy.md");
});

testPage(
  "leaving.md",
  ["psql"],
  "drained leases let a destroy through, and there is a way back after one without it",
  async () => {
    await start();
    const [look, drain, back, force, drop, disable] = blocksOf("leaving.md").filter(
      ({ mark }) => mark !== "before",
    ) as [Block, Block, Block, Block, Block, Block];

    await clone.deploy();
    const first = await leased();
    await expect(follow(look)).rejects.toMatchObject({ code: 1 });
    expect(await first.isOpen()).toBe(true);
    await follow(drain);
    expect(await first.isOpen()).toBe(false);

    await clone.deploy();
    await leased();
    await expect(clone.destroy()).rejects.toThrow("dependent privileges exist");
    await follow(back);

    await clone.deploy();
    const stranded = await leased();
    await reader.vault.client.request("DELETE", "database/config/appdb");
    await follow(force);
    await follow(drop);
    expect(await stranded.isOpen()).toBe(false);
    await follow(disable);
    await clone.destroy();

    await clone.deploy();
    for (const block of blocksOf("leaving.md").filter(({ mark }) => mark === "before")) await follow(block);
  },
);

testPage("incident.md", ["psql"], "every lease ends, and what remains is told", async () => {
  await start();
  await clone.deploy();
  const session = await leased();
  for (const block of blocksOf("incident.md")) {
    // No row is left.
    expect(await reader.run(block)).not.toMatch(/^v-/m);
  }
  expect(await session.isOpen()).toBe(false);
});

testPage(
  "upgrading.md",
  ["psql"],
  "a stack is tried on the next version, drained, given to who deploys, and deployed again",
  async () => {
    await start();
    await clone.deploy();
    const session = await leased();
    await reader.run({ language: "sql", text: "CREATE ROLE deployer CREATEROLE" });
    const change = () =>
      reader.run({
        language: "sql",
        text: "SET ROLE deployer; ALTER ROLE vault_appdb VALID UNTIL 'infinity'",
      });
    await expect(change()).rejects.toThrow("permission denied to alter role");
    await followPage("upgrading.md");
    await change();
    expect(await session.isOpen()).toBe(false);
    await leased();
  },
);
