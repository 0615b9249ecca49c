import { setTimeout as sleep } from "node:timers/promises";
import type { ChildProcess } from "../../rehearsal/servers/child-process";
import type { ShortLeases } from "./short-leases";

/** How a service is started. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** What a service says it has done: queries, by what became of them. */
export interface Counts {
  readonly answered: number;
  readonly failed: number;
}

const READY_MS = 30_000;

/** A service that runs, and writes its counts once a second, and in the end, each time as a line of JSON. */
export class Service {
  private readonly process: ChildProcess;
  private readonly started = performance.now();

  /**
   * @param name by which PostgreSQL knows it, too
   * @param settings how it comes by its credential
   */
  constructor(
    servers: ShortLeases,
    readonly name: string,
    { command, args, env }: Program,
    settings: Readonly<Record<string, string>>,
  ) {
    const { PATH, HOME } = process.env;
    this.process = servers.workspace.start({
      name,
      command,
      args,
      env: { PATH, HOME, ...env, ...servers.database, PGAPPNAME: name, ...settings },
      directory: servers.workspace.directory,
      outputKept: 1_000_000,
      stopSignal: "SIGTERM",
    });
  }

  get counts(): Counts {
    const last = this.lines.filter(isCount).at(-1);
    return last ? (JSON.parse(last) as Counts) : { answered: 0, failed: 0 };
  }

  /** What else it wrote. */
  get errors(): string[] {
    return this.lines.filter((line) => !isCount(line));
  }

  /** How many queries a second were answered since it was started. */
  get rate(): number {
    return this.counts.answered / ((performance.now() - this.started) / 1_000);
  }

  /** Returns when queries are answered. */
  async isReady(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (!this.counts.answered) {
      if (this.process.hasEnded || Date.now() > deadline)
        throw new Error(`${this.name} isn't ready: ${this.errors.join("\n")}`);
      await sleep(50);
    }
  }

  /** How it ends when nobody asks it to. */
  get end(): Promise<number | NodeJS.Signals> {
    return this.process.ended;
  }

  /** Asks it to end. @returns its exit status */
  async stop(): Promise<number | NodeJS.Signals> {
    await this.process.stop();
    return this.process.ended;
  }

  /** Whole lines. */
  private get lines(): string[] {
    return this.process.output.split("\n").slice(0, -1);
  }
}

function isCount(line: string): boolean {
  return line.startsWith("{");
}
