import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Workspace } from "../../../rehearsal/servers";
import { processesIn } from "./leftovers";

const ROOT = join(__dirname, "../../..");
/** A rehearsal of one server that does nothing, and of a reaper. */
const HOLD = `
const { Workspace } = require("./rehearsal/servers/workspace.ts");
const workspace = new Workspace(process.argv[1]);
const { directory } = workspace;
const args = ["-e", "console.log('up'); setInterval(() => 0, 1000)", "--", directory];
const server = workspace.start({ name: "a server", command: process.execPath, args, env: {}, directory });
const told = setInterval(() => server.output && (clearInterval(told), console.log(directory)), 5);
setInterval(() => 0, 1000);
`;

let parent: string;
const started: ChildProcess[] = [];
beforeEach(() => (parent = mkdtempSync(join(tmpdir(), "abandoned-"))));
afterEach(async () => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  for (let waited = 0; processesIn(parent).length && waited < 5_000; waited += 50) await sleep(50);
  rmSync(parent, { recursive: true, force: true });
});

/** A rehearsal in a process of its own. */
async function hold(): Promise<{ rehearsal: ChildProcess; directory: string }> {
  const rehearsal = spawn(process.execPath, ["-r", "tsx/cjs", "-e", HOLD, parent], { cwd: ROOT });
  started.push(rehearsal);
  const [directory] = (await once(createInterface({ input: rehearsal.stdout }), "line")) as [string];
  return { rehearsal, directory };
}

/** What is left of one that was killed at once with its reaper. @returns its directory */
async function abandon(): Promise<string> {
  const { rehearsal, directory } = await hold();
  const reaper = idsOf("reaper.cjs", directory);
  for (const id of reaper) process.kill(id, "SIGKILL");
  const ended = once(rehearsal, "exit");
  rehearsal.kill("SIGKILL");
  await ended;
  expect(reaper).toHaveLength(1);
  expect(idsOf("setInterval", directory)).toHaveLength(1);
  return directory;
}

function idsOf(...parts: string[]): number[] {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return ids.map(Number).filter((id) => {
    const command = existsSync(`/proc/${id}/cmdline`) ? readFileSync(`/proc/${id}/cmdline`, "utf8") : "";
    return parts.every((part) => command.includes(part));
  });
}

/** Another rehearsal comes, looks around, and goes. */
async function rehearse(isDone: () => boolean): Promise<void> {
  const workspace = new Workspace(parent);
  for (let waited = 0; !isDone() && waited < 10_000; waited += 20) await sleep(20);
  await workspace.dispose();
}

// Processes are looked for as Linux shows them.
const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux("a rehearsal removes what it finds", () => {
  test("of one that was killed together with its reaper: its servers and its directory", async () => {
    const directory = await abandon();
    await rehearse(() => !existsSync(directory));
    expect(readdirSync(parent)).toEqual([]);
    expect(idsOf(directory)).toEqual([]);
  });

  test("and ends no process that has got an id of the other's in the meantime", async () => {
    const directory = await abandon();
    const innocent = spawn(process.execPath, ["-e", "setInterval(() => 0, 1000)"], { detached: true });
    started.push(innocent);
    appendFileSync(join(directory, "processes"), `+${innocent.pid} SIGKILL\n`);
    await rehearse(() => !existsSync(directory));
    expect(existsSync(directory)).toBe(false);
    expect(innocent.signalCode).toBeNull();
    expect(idsOf("setInterval")).toContain(innocent.pid);
  });
});

onLinux("a rehearsal leaves alone", () => {
  /** What is there when another one has cleaned up, which shows by one that was abandoned. */
  const survives = async (path: string) => {
    const abandoned = await abandon();
    await rehearse(() => !existsSync(abandoned));
    expect(readdirSync(parent)).toEqual([basename(path)]);
  };

  test("one that runs, also without its reaper", async () => {
    const { directory } = await hold();
    for (const id of idsOf("reaper.cjs", directory)) process.kill(id, "SIGKILL");
    await survives(directory);
    expect(idsOf("setInterval", directory)).toHaveLength(1);
    for (const id of idsOf("setInterval", directory)) process.kill(id, "SIGKILL");
  });

  test("a directory of that name in which nobody has listened", async () => {
    const directory = join(parent, "vault-db-abcdef");
    mkdirSync(directory);
    writeFileSync(join(directory, "processes"), "a file of somebody's");
    await survives(directory);
  });

  test("one of another machine, which shares the directory", async () => {
    const directory = await abandon();
    const list = join(directory, "processes");
    const ids = idsOf("setInterval", directory);
    writeFileSync(list, readFileSync(list, "utf8").replace(/^.*\n/, "elsewhere\n"));
    await survives(directory);
    expect(idsOf("setInterval", directory)).toEqual(ids);
    for (const id of ids) process.kill(id, "SIGKILL");
  });

  test("a symbolic link of that name", async () => {
    const directory = await abandon();
    const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
    symlinkSync(elsewhere, join(parent, "vault-db-abcdef"));
    await rehearse(() => !existsSync(directory));
    expect(readdirSync(parent)).toEqual(["vault-db-abcdef"]);
    expect(existsSync(elsewhere)).toBe(true);
    rmSync(elsewhere, { recursive: true });
  });
});
