import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Workspace } from "../../../rehearsal/servers";
import { leftovers, processesIn } from "./leftovers";

const node = (workspace: Workspace, script: string, ...args: string[]) => ({
  name: "a server",
  command: process.execPath,
  args: ["-e", script, "--", workspace.directory, ...args],
  env: {},
  directory: workspace.directory,
});

describe("disposing of a workspace", () => {
  test("ends its processes, also one that ignores the signal to stop, and removes its directory", async () => {
    const workspace = new Workspace();
    writeFileSync(join(workspace.directory, "file"), "text");
    workspace.start(node(workspace, "setInterval(() => 0, 1000)"));
    const stubborn = "process.on('SIGTERM', () => 0); console.log('up'); setInterval(() => 0, 1000)";
    const child = workspace.start({ ...node(workspace, stubborn), stopSignal: "SIGTERM" });
    while (!child.output) await sleep(20);
    await workspace.dispose();
    expect(await leftovers(workspace.directory)).toEqual([]);
    expect(await child.ended).toBe("SIGKILL");
  });

  test("ends what a process started, too", async () => {
    const workspace = new Workspace();
    const parent =
      "require('node:child_process').spawn(process.execPath, process.argv.slice(2), {stdio: 'ignore'})";
    const grandchild = ["-e", "setInterval(() => 0, 1000)", "--", workspace.directory];
    workspace.start(node(workspace, parent, ...grandchild));
    while (processesIn(workspace.directory).length < 3) await sleep(20);
    await workspace.dispose();
    expect(await leftovers(workspace.directory)).toEqual([]);
  });

  test("can be done twice, and leaves no reaper", async () => {
    const workspace = new Workspace();
    await Promise.all([workspace.dispose(), workspace.dispose()]);
    expect(existsSync(workspace.directory)).toBe(false);
    expect(processesIn(workspace.directory)).toEqual([]);
  });

  test("waits for what is written into it, and lets nothing be written afterwards", async () => {
    const workspace = new Workspace();
    const writing = workspace.write(async () => {
      await sleep(200);
      mkdirSync(join(workspace.directory, "a/b"), { recursive: true });
    });
    await workspace.dispose();
    await writing;
    expect(existsSync(workspace.directory)).toBe(false);
    await expect(workspace.write(async () => undefined)).rejects.toThrow("The rehearsal was stopped.");
  });

  test("lets nothing start afterwards, and stops what runs to its end", async () => {
    const workspace = new Workspace();
    const running = workspace.run(node(workspace, "setInterval(() => 0, 1000)"));
    const expectation = expect(running).rejects.toThrow("The rehearsal was stopped.");
    await workspace.dispose();
    await expectation;
    expect(() => workspace.start(node(workspace, "0"))).toThrow("The rehearsal was stopped.");
  });
});

describe("a server that the rehearsal needs", () => {
  test("fails it when it ends, with its name and what it wrote last, without secrets", async () => {
    const workspace = new Workspace();
    workspace.secrets.add("hunter2");
    const script = "console.error('FATAL: hunter2 is no key'); console.error('shut down'); process.exit(3)";
    workspace.need(workspace.start(node(workspace, script)));
    await expect(workspace.failure).rejects.toMatchObject({
      name: "RehearsalError",
      problem: "a server is gone: it ended with status 3.",
      advice: "It wrote: FATAL: … is no key",
    });
    await workspace.dispose();
  });

  test("fails it when it is killed", async () => {
    const workspace = new Workspace();
    workspace.need(workspace.start(node(workspace, "process.kill(process.pid, 'SIGKILL')")));
    await expect(workspace.failure).rejects.toMatchObject({
      problem: "a server is gone: it was ended by SIGKILL.",
      advice: "It wrote nothing.",
    });
    await workspace.dispose();
  });

  test("fails it when it can't be started", async () => {
    const workspace = new Workspace();
    workspace.need(workspace.start({ ...node(workspace, ""), command: "no-such-program" }));
    await expect(workspace.failure).rejects.toMatchObject({
      problem: "a server is gone: it can't be started, spawn no-such-program ENOENT.",
    });
    await workspace.dispose();
  });
});

/** A rehearsal in a process of its own that has come so far. */
async function rehearsalAt(point: string): Promise<{ rehearsal: ChildProcess; directory: string }> {
  const args = ["-r", "tsx/cjs", join(__dirname, "hold-servers.ts")];
  const rehearsal = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: rehearsal.stdout })) {
    lines.push(line);
    if (line === point) break;
  }
  return { rehearsal, directory: lines[0] ?? "" };
}

describe("a rehearsal that ends without disposing of its workspace", () => {
  test.each([
    ["is killed while its servers run", "ready", "SIGKILL", 0],
    ["is interrupted while its servers run", "ready", "SIGINT", 0],
    ["is terminated while its servers run", "ready", "SIGTERM", 0],
    ["is killed before it starts a server", "starting", "SIGKILL", 0],
    ["is killed while PostgreSQL is initialized", "starting", "SIGKILL", 300],
    ["is interrupted while PostgreSQL is initialized", "starting", "SIGINT", 150],
  ] as const)("leaves no process and no file when it %s", async (_, point, signal, delay) => {
    const { rehearsal, directory } = await rehearsalAt(point);
    expect(existsSync(directory)).toBe(true);
    await sleep(delay);
    const ended = once(rehearsal, "exit");
    rehearsal.kill(signal);
    await ended;
    expect(await leftovers(directory)).toEqual([]);
  });
});
