import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { processesOf } from "./processes";

export const ROOT = join(__dirname, "../..");
const COMMAND = join(ROOT, "cli/vault-db.js");

/** No run takes as long as this. */
const TIMEOUT_MS = 45_000;
/** The reaper's grace, and a little more. */
const REAPED_MS = 8_000;

export interface RunProps {
  /** @default - the checkout */
  readonly cwd?: string;
  /** What is set besides PATH, HOME and TMPDIR. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Outcome {
  /** The exit status, or the signal that ended it. */
  readonly status: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

const runs: Run[] = [];

/** A run of the real command, in an environment of its own: whatever is left of it is in its temporary directory. */
export class Run {
  readonly temporary = mkdtempSync(join(tmpdir(), "command-"));
  readonly ended: Promise<Outcome>;
  stdout = "";
  stderr = "";
  private readonly child: ChildProcess;

  constructor(args: readonly string[], { cwd = ROOT, env = {} }: RunProps = {}) {
    // PostgreSQL may run as another user, who has to get through.
    chmodSync(this.temporary, 0o711);
    const { PATH = "", HOME = "" } = process.env;
    this.child = spawn(process.execPath, [COMMAND, ...args], {
      cwd,
      // The compiler of a checkout would keep its cache in the temporary directory.
      env: { PATH, HOME, TMPDIR: this.temporary, TSX_DISABLE_CACHE: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
      killSignal: "SIGKILL",
    });
    this.child.stdout?.setEncoding("utf8").on("data", (text) => (this.stdout += text));
    this.child.stderr?.setEncoding("utf8").on("data", (text) => (this.stderr += text));
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
    const [name] = readdirSync(this.temporary).filter((each) => each.startsWith("vault-db-"));
    return name && join(this.temporary, name);
  }

  /** Files and processes that are there. */
  get leftovers(): string[] {
    const processes = processesOf(this.temporary).map(({ id, command }) => `${id} ${command}`);
    return [...processes, ...readdirSync(this.temporary, { encoding: "utf8", recursive: true })];
  }

  /** What is left when the reaper has had its time. */
  async leftoversAfterAll(): Promise<string[]> {
    const deadline = Date.now() + REAPED_MS;
    while (this.leftovers.length && Date.now() < deadline) await sleep(50);
    return this.leftovers;
  }

  /** Leaves nothing, also when a test has failed. */
  cleanUp(): void {
    this.child.kill("SIGKILL");
    for (const { id } of processesOf(this.temporary)) {
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // It has ended in the meantime.
      }
    }
    rmSync(this.temporary, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
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

afterEach(() => {
  for (const each of runs.splice(0)) each.cleanUp();
});
