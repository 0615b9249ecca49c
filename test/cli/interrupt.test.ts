import { readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Run } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

const rehearse = (...options: string[]) =>
  new Run(["rehearse", app.stack(), ...options], { env: { VAULT_BINARY: app.vault } });

/** Interrupts it, and expects it to have ended everything before it ended itself. */
async function interrupt(running: Run, signal: NodeJS.Signals): Promise<void> {
  running.signal(signal);
  const { status, stderr } = await running.ended;
  expect(running.leftovers).toEqual([]);
  expect(stderr).toBe("");
  // Before it listens to signals, there is nothing to end but itself.
  if (status !== signal) expect(status).toBe(128 + constants.signals[signal]);
}

const inTheContract = ({ workspace }: Run) =>
  workspace &&
  readdirSync(workspace).includes("audit-file.log") &&
  readFileSync(join(workspace, "audit-file.log"), "utf8").includes('"path":"database/creds/app-readonly"');

describe("Ctrl-C leaves no process and no file", () => {
  test.each([0, 200, 600, 900, 1200])("%i ms after the start", async (ms) => {
    const running = rehearse();
    await sleep(ms);
    await interrupt(running, "SIGINT");
  });

  test("as soon as there is a workspace", async () => {
    const running = rehearse();
    await running.until(() => running.workspace);
    await interrupt(running, "SIGINT");
  });

  test("during the contract, with status 130", async () => {
    const running = rehearse();
    await running.until(() => inTheContract(running));
    await interrupt(running, "SIGINT");
    expect((await running.ended).status).toBe(130);
    expect(running.stdout).toBe("");
  });

  test("twice in a row", async () => {
    const running = rehearse();
    await running.until(() => inTheContract(running));
    running.signal("SIGINT");
    await sleep(20);
    await interrupt(running, "SIGINT");
    expect((await running.ended).status).toBe(130);
  });
});

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s does the same, with status %i", async (signal, status) => {
  const running = rehearse();
  await running.until(() => inTheContract(running));
  await interrupt(running, signal);
  expect((await running.ended).status).toBe(status);
});

describe("while an app is synthesized, which takes its time", () => {
  const start = () => {
    const cwd = app.project("node -e \"console.log('synthesizing'); setTimeout(() => {}, 60_000)\"");
    return new Run(["rehearse", "dev"], { cwd, env: { VAULT_BINARY: app.vault } });
  };

  test("the servers start, and end with it", async () => {
    const running = start();
    const commands = () => running.processes.map(({ command }) => command);
    const isRunning = (command: RegExp) => commands().some((each) => command.test(each));
    await running.until(() => isRunning(/ server -dev /) && isRunning(/\bpostgres -D /));
    running.signal("SIGINT");
    expect((await running.ended).status).toBe(130);
    expect(running.leftovers).toEqual([]);
  });

  test.each([["SIGINT"], ["SIGTERM"]] as const)("%s ends the app, too", async (signal) => {
    const running = start();
    await running.until(() => running.stderr === "synthesizing\n");
    running.signal(signal);
    expect((await running.ended).status).toBe(128 + constants.signals[signal]);
    expect(running.leftovers).toEqual([]);
  });
});

describe("kill -9 leaves nothing when a moment has passed", () => {
  test.each([0, 900])("%i ms after the start", async (ms) => {
    const running = rehearse();
    await sleep(ms);
    running.signal("SIGKILL");
    await running.ended;
    expect(await running.leftoversAfterAll()).toEqual([]);
  });

  test("during the contract", async () => {
    const running = rehearse();
    await running.until(() => inTheContract(running));
    running.signal("SIGKILL");
    await running.ended;
    expect(await running.leftoversAfterAll()).toEqual([]);
  });
});
