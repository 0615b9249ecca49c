import { type ChildProcess as NodeChildProcess, spawn } from "node:child_process";
import { RehearsalError } from "../../clients/could-not-tell";

/** How long a process may take to end in order. */
const GRACE_MS = 3_000;
/** How long its output may still arrive when it has ended. */
const OUTPUT_MS = 250;

export interface ChildProcessProps {
  /** What a person calls it: `PostgreSQL 18`. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly directory: string;
  /** What it reads. @default - nothing */
  readonly input?: string;
  /** The number of the user it runs as. @default - the user of this process */
  readonly user?: number;
  /** How many characters of what it writes last are kept. @default 16000 */
  readonly outputKept?: number;
  /** The signal that ends it at once, and in order. @default "SIGKILL" */
  readonly stopSignal?: NodeJS.Signals;
}

/** A process of the rehearsal, at the head of a group of its own: Ctrl-C is for us, and we end the others in order. */
export class ChildProcess {
  readonly name: string;
  /** What it wrote last. */
  output = "";
  /** Whether it was ended from here. */
  isStopped = false;
  /** Its exit status, or the signal that ended it. Rejects when it can't be started. */
  readonly ended: Promise<number | NodeJS.Signals>;
  private readonly process: NodeChildProcess;
  /** Nobody writes its output any more. */
  private readonly closed: Promise<void>;
  private readonly stopSignal: NodeJS.Signals;

  constructor(
    {
      name,
      command,
      args,
      env,
      directory,
      input,
      user,
      outputKept = 16_000,
      stopSignal = "SIGKILL",
    }: ChildProcessProps,
    private readonly redact: (text: string) => string,
  ) {
    this.name = name;
    this.stopSignal = stopSignal;
    this.process = spawn(command, args, {
      env,
      cwd: directory,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      detached: true,
      windowsHide: true,
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    const keep = (chunk: string) => (this.output = (this.output + chunk).slice(-outputKept));
    this.process.stdout?.setEncoding("utf8").on("data", keep);
    this.process.stderr?.setEncoding("utf8").on("data", keep);
    // Who doesn't read to the end says why in another way.
    this.process.stdin?.on("error", () => undefined).end(input);
    this.closed = new Promise((resolve) => this.process.once("close", () => resolve()));
    this.ended = this.watch();
    this.ended.catch(() => undefined);
  }

  /** Its process id and the signal that ends it, for the reaper. Undefined when it didn't start. */
  get pidAndSignal(): string | undefined {
    const { pid } = this.process;
    return pid === undefined ? undefined : `${pid} ${this.stopSignal}`;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Stops it where it is: it does nothing until it is resumed, and its connections stay. */
  pause(): void {
    this.process.kill("SIGSTOP");
  }

  /** Lets it read its configuration again. */
  reload(): void {
    this.process.kill("SIGHUP");
  }

  /** Lets it go on. */
  resume(): void {
    this.process.kill("SIGCONT");
  }

  /** Ends it, and what it started: first those who end by themselves when it does. */
  async stop(): Promise<void> {
    this.isStopped = true;
    this.process.kill(this.stopSignal);
    const timer = setTimeout(() => this.killGroup(), GRACE_MS);
    await this.closed;
    clearTimeout(timer);
    this.killGroup();
    await this.ended.catch(() => undefined);
  }

  /** An error that says what is wrong with it, and what it wrote last. */
  failure(what: string): RehearsalError {
    // Statements may hold passwords that nobody told of.
    const lines = this.redact(this.output)
      .trim()
      .split("\n")
      .filter((line) => !/\bPASSWORD '/i.test(line));
    const last = lines.filter((line) => /fatal|panic|error/i.test(line)).at(-1) ?? lines.at(-1);
    return new RehearsalError(
      `${this.name} ${what}.`,
      last ? `It wrote: ${last.trim()}` : "It wrote nothing.",
    );
  }

  private watch(): Promise<number | NodeJS.Signals> {
    return new Promise((resolve, reject) => {
      this.process.once("exit", (status, signal) => {
        const end = () => {
          resolve(signal ?? status ?? 0);
          this.killGroup();
        };
        this.process.once("close", end);
        setTimeout(end, OUTPUT_MS).unref();
        // What it started may have left its group with its output open.
        setTimeout(() => this.stopReading(), GRACE_MS).unref();
      });
      this.process.once("error", (error) =>
        reject(this.failure(`is gone: it can't be started, ${error.message}`)),
      );
    });
  }

  private stopReading(): void {
    this.process.stdout?.destroy();
    this.process.stderr?.destroy();
  }

  private killGroup(): void {
    const { pid } = this.process;
    if (!pid) return;
    try {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    } catch {
      // Nobody is left.
    }
  }
}
