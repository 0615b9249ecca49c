import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import { ChildProcess, type ChildProcessProps } from "./child-process";
import { Reaper } from "./reaper-process";
import { workspaceParent } from "./workspace-parent";

/** No program but pip takes half as long. */
const RUN_TIMEOUT_MS = 60_000;

/**
 * A temporary directory and the processes that run in it. Nothing of either is left when it is disposed of, nor when
 * this process ends in any other way: the reaper sees to it.
 */
export class Workspace {
  readonly directory: string;
  /** Rejects when a server ends that the rehearsal needs. */
  readonly failure: Promise<never>;
  /** What must not be shown. */
  readonly secrets = new Set<string>();

  private fail: (error: unknown) => void = () => undefined;
  private readonly processes = new Set<ChildProcess>();
  private readonly started: ChildProcess[] = [];
  private readonly reaper: Reaper;
  private readonly actions: (() => void | Promise<void>)[] = [];
  private disposed?: Promise<void>;

  /** @param parent the directory that it is made in */
  constructor(parent = workspaceParent()) {
    this.directory = mkdtempSync(join(resolve(parent), "vault-db-"));
    this.failure = new Promise((_, reject) => (this.fail = reject));
    this.failure.catch(() => undefined);
    try {
      // PostgreSQL may run as another user, who has to get through.
      chmodSync(this.directory, 0o711);
      this.reaper = new Reaper(this.directory, this.fail);
    } catch (error) {
      rmSync(this.directory, { recursive: true });
      throw error;
    }
  }

  /** Starts a process that goes on until it is stopped. */
  start(props: ChildProcessProps): ChildProcess {
    if (this.disposed) throw interrupted();
    const child = new ChildProcess(props, (text) => this.redact(text));
    this.processes.add(child);
    this.started.push(child);
    const { pidAndSignal } = child;
    if (pidAndSignal) this.reaper.note(`+${pidAndSignal}`);
    const forget = () => {
      this.processes.delete(child);
      if (pidAndSignal && !this.disposed) this.reaper.note(`-${pidAndSignal}`);
    };
    child.ended.then(forget, forget);
    return child;
  }

  /**
   * Runs a process to its end.
   * @param timeoutMs when it is ended, and has failed
   * @throws RehearsalError when it fails
   * @returns what it wrote last
   */
  async run(props: ChildProcessProps, timeoutMs = RUN_TIMEOUT_MS): Promise<string> {
    const child = this.start(props);
    const timer = setTimeout(() => void child.stop(), timeoutMs);
    const end = await child.ended.finally(() => clearTimeout(timer));
    if (this.disposed) throw interrupted();
    if (child.isStopped) throw child.failure(`didn't end in ${timeoutMs / 1000} s`);
    if (end !== 0) throw child.failure(describeEnd(end));
    return child.output;
  }

  /** Rejects when a server ends. */
  async endOf(server: ChildProcess): Promise<never> {
    const end = await server.ended;
    throw this.disposed ? interrupted() : server.failure(describeEnd(end));
  }

  /** From now on the rehearsal fails when the server ends. */
  need(server: ChildProcess): void {
    this.failsWith(this.endOf(server));
  }

  /** From now on the rehearsal fails when this does. */
  failsWith(watch: Promise<unknown>): void {
    watch.catch(this.fail);
  }

  /** Writes into the directory, which isn't removed before that is done. */
  async write<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.disposed) throw interrupted();
    const result = action();
    this.onDispose(() =>
      result.then(
        () => undefined,
        () => undefined,
      ),
    );
    return result;
  }

  /** What each process wrote last, also of those that have ended. */
  get written(): string[] {
    return this.started.map(({ output }) => output);
  }

  /** Does something more when it is disposed of. */
  onDispose(action: () => void | Promise<void>): void {
    this.actions.push(action);
  }

  /** Ends every process and removes the directory. */
  dispose(): Promise<void> {
    this.disposed ??= this.end();
    return this.disposed;
  }

  /** A text without any secret of the rehearsal. */
  redact(text: string): string {
    return [...this.secrets].reduce((redacted, secret) => redacted.replaceAll(secret, "…"), text);
  }

  private async end(): Promise<void> {
    const actions = this.actions.map((action) => action());
    await Promise.all([...actions, ...[...this.processes].map((child) => child.stop())]);
    await rm(this.directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    await this.reaper.dismiss();
  }
}

function describeEnd(end: number | NodeJS.Signals): string {
  return `is gone: ${typeof end === "number" ? `it ended with status ${end}` : `it was ended by ${end}`}`;
}

function interrupted(): RehearsalError {
  return new RehearsalError("The rehearsal was stopped.", "Start it again.");
}
