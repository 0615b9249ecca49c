import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { couldNotTell, run, Run } from "../run-command";
import { resource, SynthesizedApp } from "../stack-on-disk";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

const env = () => ({ env: { VAULT_BINARY: app.vault } });

test("a stack that is as it was is said to be, at once, and no server is started", async () => {
  const [stack, from] = [app.stack(), app.copy()];
  expect(await run(["rehearse", stack, "--from", from])).toEqual({
    status: 0,
    stdout: `Nothing changes: dev is as ${from}.\n`,
    stderr: "",
    leftovers: [],
  });
  const { stdout } = await run(["rehearse", stack, "--from", from, "--json"]);
  expect(JSON.parse(stdout)).toEqual({ stack: "dev", unchanged: { from } });
});

describe("what a change can't be rehearsed from is said, and exits with 2:", () => {
  test("another stack", async () => {
    expect(await couldNotTell(["rehearse", app.stack(), "--from", app.stack("staging")])).toBe(
      '--from is of stack "staging", and what it would become of stack "dev".\n' +
        "Name the same stack as it was: ../before/cdktf.out/stacks/dev",
    );
  });

  test("an access.json of another version", async () => {
    const before = app.rewritten("access.json", (text) =>
      text.replace('"schemaVersion": 3', '"schemaVersion": 2'),
    );
    expect(await couldNotTell(["rehearse", app.stack(), "--from", before])).toBe(
      `"${join(before, "access.json")}" is of schema version 2; this version of vault-db reads 3.\n` +
        "Synthesize it again: npm run synth, or use the version of vault-db that wrote it.",
    );
  });

  test("nothing", async () => {
    expect(await couldNotTell(["rehearse", app.stack(), "--from", "./nowhere"])).toBe(
      'There is no directory "./nowhere".\n' +
        "Name a stack, or the directory of a synthesized one: cdktf.out/stacks/dev",
    );
  });

  test("a day that is played", async () => {
    const args = ["rehearse", app.stack(), "--from", app.stack(), "--time-lapse", "1200"];
    expect(await couldNotTell(args)).toBe(
      "--from is about a change, and --time-lapse plays a day without one.\n" +
        "Leave out one of them: a day is played of one stack.",
    );
  });
});

test("Ctrl-C in the middle of the second apply leaves no process and no file", async () => {
  const before = app.edited((config) => {
    resource(config, "vault_database_secret_backend_role", "database_appdb_app-readonly").default_ttl = 1800;
  });
  const access = join(before, "access.json");
  const text = readFileSync(access, "utf8");
  writeFileSync(
    access,
    text.replace(/("path": "database\/creds\/app-readonly"[^}]*"defaultTtl": )3600/, "$11800"),
  );
  const running = new Run(["rehearse", app.stack(), "--from", before], env());
  // Somebody has a lease by then.
  const audit = () => {
    const { workspace } = running;
    try {
      return workspace && readFileSync(join(workspace, "audit-file.log"), "utf8");
    } catch {
      return undefined;
    }
  };
  await running.until(() => audit()?.includes('"path":"database/creds/app-migrator"'));
  running.signal("SIGINT");
  const { status, stdout, stderr } = await running.ended;
  expect([status, stdout, stderr, running.leftovers]).toEqual([130, "", "", []]);
});
