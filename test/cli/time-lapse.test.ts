import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RehearsalReport } from "../../rehearsal/report";
import { couldNotTell, Run } from "./run-command";
import { resource, SynthesizedApp } from "./stack-on-disk";

let app: SynthesizedApp;
let directory: string;
beforeAll(async () => {
  app = await SynthesizedApp.make();
  directory = mkdtempSync(join(tmpdir(), "time-lapse-"));
});
afterAll(() => {
  app.remove();
  rmSync(directory, { recursive: true });
});

/** Whether a process has got SIGSTOP. */
function isStopped(id: number): boolean {
  try {
    return /\) T /.test(readFileSync(`/proc/${id}/stat`, "utf8"));
  } catch {
    return false;
  }
}

const env = () => ({ VAULT_BINARY: app.vault });

test("a day of dev passes in less than two minutes, without a failed query, and is told as a page and as data", async () => {
  const html = join(directory, "day.html");
  const args = ["rehearse", app.stack(), "--time-lapse", "1200", "--html", html, "--json"];
  const started = Date.now();
  const running = new Run(args, { env: env(), timeoutMs: 180_000 });
  const { status, stdout, stderr } = await running.ended;
  const seconds = (Date.now() - started) / 1000;
  expect({ status, stderr }).toEqual({ status: 0, stderr: `The day is in ${html}.\n` });
  expect(running.leftovers).toEqual([]);
  expect(seconds).toBeLessThan(120);
  const { timeline, failed } = JSON.parse(stdout) as RehearsalReport;
  expect(failed).toBe(0);
  expect(timeline?.lanes.map(({ name, by, queries }) => [name, by, queries?.failed])).toEqual([
    ["myapp (approle)", "agent and service", 0],
    ["myapp (kubernetes)", "service", 0],
  ]);
  expect(timeline?.outages).toHaveLength(1);
  const page = readFileSync(html, "utf8");
  expect(page).toContain("myapp (kubernetes)");
  expect(stdout + page).not.toMatch(/hvs\.|hvb\.|password=/);
}, 200_000);

test("Ctrl-C while Vault is stopped leaves no process and no file", async () => {
  const html = join(directory, "never.html");
  const args = ["rehearse", app.stack(), "--time-lapse", "1200", "--html", html];
  const running = new Run(args, { env: env(), timeoutMs: 120_000 });
  await running.until(() => running.processes.some(({ id }) => isStopped(id)));
  running.signal("SIGINT");
  expect((await running.ended).status).toBe(130);
  expect(running.leftovers).toEqual([]);
  expect(existsSync(html)).toBe(false);
}, 150_000);

describe("says in a line why it can't be played", () => {
  test.each(["0", "1", "-1200", "fast", "1e999", ""])("with %j in place of a factor", async (factor) => {
    expect(await couldNotTell(["rehearse", app.stack(), `--time-lapse=${factor}`])).toBe(
      `--time-lapse "${factor}" is not a number above 1.\n` +
        "Write how many times faster a day is played: --time-lapse 1200",
    );
  });

  test("with a factor that leaves nothing above what can be played", async () => {
    expect(await couldNotTell(["rehearse", app.stack(), "--time-lapse", "1e9"])).toBe(
      'With a factor of 1000000000, each duration of stack "dev" is shorter than it can be played.\n' +
        "Name a smaller one, up to 2700: a day takes 1 min then.",
    );
  });

  test("with a page of no time-lapse", async () => {
    expect(await couldNotTell(["rehearse", app.stack(), "--html", "day.html"])).toBe(
      "--html is the page of a time-lapse, and none is played.\n" +
        "Add one, such as --time-lapse 1200, or leave --html out.",
    );
  });

  test.each([
    ["nowhere/day.html", "ENOENT: no such file or directory"],
    [".", "EISDIR: illegal operation on a directory"],
  ])("with a page that can't be written, before anything is played: %s", async (file, reason) => {
    const html = join(directory, file);
    expect(await couldNotTell(["rehearse", app.stack(), "--time-lapse", "1200", "--html", html])).toBe(
      `"${html}" can't be written: ${reason}, open '${html}'.\nName another file: --html day.html`,
    );
  });

  test("with checks that it doesn't try", async () => {
    expect(await couldNotTell(["rehearse", app.stack(), "--time-lapse", "1200", "--thorough"])).toBe(
      "--thorough is about the contract, which --time-lapse doesn't check.\n" +
        "Leave out one of them: a time-lapse is played in place of the contract.",
    );
  });

  test("of a stack with a service that never becomes ready", async () => {
    const stack = app.edited((config) => {
      const policy = resource(config, "vault_policy", "kubernetes_myapp_policy");
      policy.policy = String(policy.policy).replace("database/creds/app-readwrite", "database/creds/another");
    });
    expect(await couldNotTell(["rehearse", stack, "--time-lapse", "1200"], { env: env() })).toMatch(
      /^The service of myapp \(kubernetes\) never becomes ready: GET database\/creds\/app-readwrite: 403 .*permission denied\.\nRehearse without --time-lapse: the checks of myapp say more\.$/,
    );
  });
});
