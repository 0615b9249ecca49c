import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processesOf, type RunningProcess } from "./processes";

export const ROOT = join(__dirname, "../..");
/** How Node runs the command. */
export const COMMAND = [join(ROOT, "cli/vault-db.js")];

/** No run takes as long as this. */
const TIMEOUT_MS = 60_000;
/** The reaper's grace, and a little more. */
const REAPED_MS = 8_000;

export interface RunProps {
  /** Another program in place of the command. */
  readonly program?: readonly string[];
  /** @default - the checkout */
  readonly cwd?: string;
  /** What is set besides PATH, HOME and TMPDIR. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file that stdout goes to. @default - it is kept */
  readonly stdout?: string;
  /** What a shell does before it becomes the command, such as `ulimit -n 64`. */
  readonly shell?: string;
  /** @default 60000 */
  readonly timeoutMs?: number;
}

export interface Outcome {
  /** The exit status, or the signal that ended it. */
  readonly status: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** The temporary directory of every run of a test file, one after the other. What is left is found there. */
const TEMPORARY = mkdtempSync(join(tmpdir(), "command-"));
// PostgreSQL may run as another user, who has to get through.
chmodSync(TEMPORARY, 0o711);
/** In a checkout, the compiler keeps its cache there. */
const CACHE = /^tsx-/;
/** The compiler's own process ends by itself, a moment after the one it works for. */
const COMPILER = /\besbuild --service=/;

const runs: Run[] = [];

/** A run of the real command, in an environment of its own. */
export class Run {
  readonly ended: Promise<Outcome>;
  stdout = "";
  stderr = "";
  private readonly child: ChildProcess;
  private readonly temporary: string;
  private left?: string[];

  constructor(args: readonly string[], props: RunProps = {}) {
    const { program = COMMAND, cwd = ROOT, env = {}, stdout, shell, timeoutMs = TIMEOUT_MS } = props;
    const { PATH = "", HOME = "" } = process.env;
    const file = stdout === undefined ? undefined : openSync(stdout, "w");
    this.temporary = resolve(cwd, env.TMPDIR ?? TEMPORARY);
    const command = [process.execPath, ...program, ...args];
    const [name = "", ...others] = shell
      ? ["/bin/sh", "-c", `${shell}\nexec "$0" "$@"`, ...command]
      : command;
    this.child = spawn(name, others, {
      cwd,
      env: { PATH, HOME, TMPDIR: TEMPORARY, ...env },
      stdio: ["ignore", file ?? "pipe", "pipe"],
      timeout: timeoutMs,
      killSignal: "SIGKILL",
    });
    if (file !== undefined) closeSync(file);
    this.child.stdout?.setEncoding("utf8").on("data", (text) => (this.stdout += text));
    this.child.stderr?.setEncoding("utf8").on("data", (text) => (this.stderr += text));
    this.child.once("exit", () => (this.left = this.leftoversNow()));
    this.ended = new Promise((resolve, reject) => {
      this.child.once("error", reject);
      this.child.once("close", (status, signal) =>
        resolve({ status: signal ?? status ?? -1, stdout: this.stdout, stderr: this.stderr }),
      );
    });
    runs.push(this);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Closes the pipe that its report goes to. */
  stopReading(): void {
    this.child.stdout?.destroy();
  }

  /** Waits for something to be so while it runs. */
  async until<T>(what: () => T | undefined | false): Promise<T> {
    while (this.child.exitCode === null && this.child.signalCode === null) {
      const found = what();
      if (found) return found;
      await sleep(5);
    }
    throw new Error(`It ended too early.\n${this.stderr}`);
  }

  /** Its workspace, once it has one. */
  get workspace(): string | undefined {
    const [name] = namesIn(this.temporary).filter((each) => each.startsWith("vault-db-"));
    return name && join(this.temporary, name);
  }

  /** Its processes, and what they started. */
  get processes(): RunningProcess[] {
    return processesOf(this.temporary).filter(({ command }) => !COMPILER.test(command));
  }

  /** Files and processes that were there at the moment when it ended. */
  get leftovers(): string[] {
    if (!this.left) throw new Error("It is still running.");
    return this.left;
  }

  leftoversNow(): string[] {
    return [...this.processes.map(({ id, command }) => `${id} ${command}`), ...filesIn(this.temporary)];
  }

  /** What is left when the reaper has had its time. */
  async leftoversAfterAll(): Promise<string[]> {
    const deadline = Date.now() + REAPED_MS;
    while (this.leftoversNow().length && Date.now() < deadline) await sleep(50);
    return this.leftoversNow();
  }

  /** Leaves nothing, also when a test has failed. */
  cleanUp(): void {
    this.child.kill("SIGKILL");
    for (const { id } of this.processes) {
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // It has ended in the meantime.
      }
    }
    for (const name of filesIn(this.temporary))
      rmSync(join(this.temporary, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

function filesIn(directory: string): string[] {
  return namesIn(directory).filter((name) => !CACHE.test(name));
}

function namesIn(directory: string): string[] {
  return existsSync(directory) && statSync(directory).isDirectory() ? readdirSync(directory) : [];
}

/** Runs the command to its end. */
export async function run(
  args: readonly string[],
  props?: RunProps,
): Promise<Outcome & { leftovers: string[] }> {
  const running = new Run(args, props);
  const outcome = await running.ended;
  return { ...outcome, leftovers: running.leftovers };
}

/** Runs the command, which ends with 2, leaves nothing, and says why on stderr alone. @returns what it says */
export async function couldNotTell(args: readonly string[], props?: RunProps): Promise<string> {
  const { status, stdout, stderr, leftovers } = await run(args, props);
  expect({ status, stdout, leftovers }).toEqual({ status: 2, stdout: "", leftovers: [] });
  if (!args.includes("--debug")) expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trimEnd();
}

afterEach(() => {
  for (const each of runs.splice(0)) each.cleanUp();
});
afterAll(() => rmSync(TEMPORARY, { recursive: true, force: true }));
