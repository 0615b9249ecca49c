import { existsSync, readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Session } from "../../clients/postgres-session";
import { parse } from "yaml";
import { schemaErrors } from "../constructs/kubernetes/operator-schemas";
import { type Block, blocksOf, follows, Reader, testPage } from "./page";

/** A service that knows its environment alone. */
const SERVER = `require("node:fs").writeFileSync("legacy.url", process.env.DATABASE_URL); setInterval(() => {}, 1000);`;

let reader: Reader;
/** What was applied to a cluster. */
let applied = "";
afterEach(() => reader?.dispose());

/** What a file holds, when it is there: an agent takes seconds, and longer where much else runs. */
async function textOf(file: string): Promise<string> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const text = existsSync(reader.path(file)) && readFileSync(reader.path(file), "utf8");
    if (text) return text;
    await sleep(50);
  }
  throw new Error(`nobody writes ${file}`);
}

const userOf = (login: { user: string; password: string }) =>
  Session.with(reader.postgres, "shop", login, async (session) => {
    const [row] = await session.query("SELECT session_user AS user");
    return row?.user;
  });

async function follow(commands: readonly Block[]): Promise<void> {
  for (const block of commands) {
    if (block.mark === "cluster") expectApplicable(block);
    else if (block.mark === "start") reader.start(block);
    else await reader.run(block);
  }
}

/** What a command applies to a cluster is there, and is what an operator takes, what is laid over what the command names, or a chart's values. */
function expectApplicable({ text }: Block): void {
  const [, file = ""] = /(cdktf\.out\S+)/.exec(text) ?? [];
  const written = readFileSync(reader.path(file), "utf8");
  const [, kind, name, namespace] =
    /^kubectl patch (\w+) (\S+) --namespace (\S+) --patch-file/.exec(text) ?? [];
  if (kind) {
    const patch = parse(written) as { kind: string; metadata: object };
    expect([patch.kind.toLowerCase(), patch.metadata]).toEqual([kind, { name, namespace }]);
  } else if (text.startsWith("helm ")) expect(parse(written)).toHaveProperty("controller");
  else expect(schemaErrors(written)).toEqual([]);
  applied += written;
  follows({ text });
}

/** A Secret that a pod names is one that was applied before. */
function expectNamed({ text }: Block): void {
  const [, secret] = /(?:secretName| {2}name): (\S+)/.exec(text) ?? [];
  expect(parse(text)).toEqual(expect.anything());
  expect(applied).toContain(`name: ${secret}\n`);
}

/** Gives a workload its login material and starts its agent, as the page does for web's. */
async function startAgentOf(workload: string): Promise<void> {
  const blocks = blocksOf("consume.md").filter(
    ({ heading, language }) => heading === "The agent, with a file" && language === "sh",
  );
  await follow(blocks.map((block) => ({ ...block, text: block.text.replaceAll("web", workload) })));
}

/** The user of a URL that logs in. */
async function userOfUrl(url: string): Promise<string> {
  const { username: user, password } = new URL(url);
  expect(await userOf({ user, password: decodeURIComponent(password) })).toBe(user);
  return user;
}

/** What is to be seen after the commands of a section. */
const SEEN: Readonly<Record<string, () => Promise<void>>> = {
  "The agent, with a file": async () => {
    const login = JSON.parse(await textOf("run/web/database.json"));
    expect(await userOf(login)).toBe(login.user);
    expect(statSync(reader.path("run/web/database.json")).mode & 0o777).toBe(0o600);
  },
  "The agent that starts it": async () => {
    reader.write("server.js", SERVER);
    await startAgentOf("legacy");
    await userOfUrl(await textOf("legacy.url"));
  },
  "A static role": async () => {
    await startAgentOf("reporting");
    expect(await userOfUrl(await textOf("run/reporting/database.url"))).toBe("reports");
  },
};

testPage(
  "consume.md",
  ["psql", "jq"],
  "each way to consume a credential works as it is written",
  async () => {
    reader = await Reader.start();
    const blocks = blocksOf("consume.md");
    for (const block of blocks.filter(({ language }) => language === "ts")) await reader.run(block);
    for (const heading of new Set(blocks.map((block) => block.heading))) {
      await follow(blocks.filter((block) => block.heading === heading && block.language === "sh"));
      await SEEN[heading]?.();
      for (const block of blocks)
        if (block.heading === heading && block.language === "yaml") expectNamed(block);
    }
  },
);
