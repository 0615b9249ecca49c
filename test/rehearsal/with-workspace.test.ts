import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import os from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import { RehearsalError } from "../../clients/could-not-tell";
import type { Workspace } from "../../rehearsal/servers/workspace";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { processesIn } from "./servers/leftovers";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(os.tmpdir(), "workspaces-"));
  jest.spyOn(os, "tmpdir").mockReturnValue(directory);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

const nothingIsLeft = () => {
  expect(readdirSync(directory)).toEqual([]);
  expect(processesIn(directory)).toEqual([]);
};

/** A server that runs until it is ended. */
function startServer(workspace: Workspace) {
  const server = workspace.start({
    name: "The server",
    command: process.execPath,
    args: ["-e", "setInterval(() => {}, 1000)"],
    env: process.env,
    directory: workspace.directory,
  });
  workspace.need(server);
  return server;
}

describe("a workspace is there for as long as something takes", () => {
  test("and gone when that is done", async () => {
    const used = await withWorkspace(async (workspace) => {
      startServer(workspace);
      expect(existsSync(workspace.directory)).toBe(true);
      return workspace.directory;
    });
    expect(used).toMatch(/vault-db-/);
    nothingIsLeft();
  });

  test("and gone when that fails", async () => {
    const failing = withWorkspace(async (workspace) => {
      startServer(workspace);
      throw new RehearsalError("Something is missing.", "Install it.");
    });
    await expect(failing).rejects.toMatchObject({ problem: "Something is missing.", advice: "Install it." });
    nothingIsLeft();
  });

  test("and gone when it is aborted", async () => {
    const controller = new AbortController();
    const reason = new Error("Enough.");
    const endless = withWorkspace(async (workspace) => {
      startServer(workspace);
      controller.abort(reason);
      await sleep(60_000, undefined, { ref: false });
    }, controller.signal);
    await expect(endless).rejects.toThrow(reason);
    nothingIsLeft();
  });

  test("and never there when it was aborted before", async () => {
    const use = jest.fn();
    await expect(withWorkspace(use, AbortSignal.abort(new Error("Enough.")))).rejects.toThrow("Enough.");
    expect(use).not.toHaveBeenCalled();
    nothingIsLeft();
  });
});

test("what fails because a server has ended is the end of the server", async () => {
  const failing = withWorkspace(async (workspace) => {
    const server = startServer(workspace);
    void server.stop();
    throw new Error("connect ECONNREFUSED");
  });
  await expect(failing).rejects.toMatchObject({
    problem: "The server is gone: it was ended by SIGKILL.",
    advice: "It wrote nothing.",
  });
});

describe("no secret of the workspace is in", () => {
  const secret = "s3cr3t-of-the-workspace";
  const failing = (error: () => Error) =>
    withWorkspace(async (workspace) => {
      workspace.secrets.add(secret);
      throw error();
    }).catch((thrown: unknown) => thrown as Error);

  test.each([
    ["an error's message and stack trace", () => new Error(`password=${secret}`)],
    ["what caused it", () => new Error("It failed.", { cause: new Error(`password=${secret}`) })],
    ["a problem and its advice", () => new RehearsalError(`No ${secret}.`, `Try ${secret}.`)],
    ["what else an error holds", () => Object.assign(new Error("It failed."), { query: `'${secret}'` })],
  ])("%s", async (_, error) => {
    const thrown = await failing(error);
    const shown = inspect(thrown);
    expect(shown).toContain("with-workspace.test.ts");
    expect(shown).not.toContain(secret);
  });

  test("an error that is not ours, which keeps its words", async () => {
    expect((await failing(() => new Error(`password=${secret}, user=app`))).message).toBe(
      "password=…, user=app",
    );
  });
});

test("a temporary directory that can't be written is named", async () => {
  const missing = join(directory, "missing");
  jest.spyOn(os, "tmpdir").mockReturnValue(missing);
  await expect(withWorkspace(async () => undefined)).rejects.toMatchObject({
    problem: expect.stringMatching(
      new RegExp(`^The temporary directory "${missing}" can't be written: ENOENT: .*\\.$`),
    ),
    advice: "Name another in TMPDIR.",
  });
});
