import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { RehearsalError } from "../rehearsal-error";

/** How long a server may take to end by itself. */
const GRACE_MS = 3_000;
const LAST_OUTPUT = 4_000;

/** A server of the rehearsal. */
export interface Server {
  readonly name: string;
  readonly process: ChildProcess;
  /** What it wrote last, without secrets. */
  lastOutput(): string;
}

/**
 * A temporary directory and the servers that run in it. Nothing of either is left when it is disposed of, nor when
 * this process is killed.
 */
export class Workspace {
  /** Rejects when a server ends that should be running. */
  readonly failure: Promise<never>;
  readonly directory: string;
  /** What must not be shown. */
  readonly secrets = new Set<string>();

  private fail: (error: Error) => void = () => undefined;
  private readonly servers = new Map<Server, NodeJS.Signals>();
  private readonly reaper: ChildProcess;
  private readonly actions: (() => void)[] = [];
  private disposed?: Promise<void>;

  constructor() {
    this.directory = mkdtempSync(join(tmpdir(), "vault-db-"));
    // PostgreSQL may run as another user, who has to get through.
    chmodSync(this.directory, 0o711);
    this.failure = new Promise((_, reject) => (this.fail = reject));
    this.failure.catch(() => undefined);
    this.reaper = spawn(process.execPath, [join(__dirname, "reaper.cjs"), this.directory], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    this.reaper.unref();
    (this.reaper.stdin as Writable & { unref(): void }).unref();
  }

  /** Starts a server. @param stop the signal that ends it at once */
  start(
    name: string,
    command: string,
    args: readonly string[],
    options: SpawnOptions,
    stop: NodeJS.Signals,
  ): Server {
    // Its own process group: Ctrl-C is for us, and we end it in order.
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let output = "";
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-LAST_OUTPUT));
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    const server = { name, process: child, lastOutput: () => this.redact(output.trim()) };
    this.servers.set(server, stop);
    if (child.pid) this.reaper.stdin?.write(`${child.pid}\n`);
    child.once("error", (error) => this.onEnd(server, error.message));
    child.once("exit", (code, signal) => this.onEnd(server, `it ended with ${signal ?? `status ${code}`}`));
    return server;
  }

  /** Ends one server that isn't needed. */
  async stop(server: Server): Promise<void> {
    const signal = this.servers.get(server);
    this.servers.delete(server);
    const { process: child } = server;
    if (!signal || child.exitCode !== null || child.signalCode !== null || !child.pid) return;
    const ended = once(child, "exit");
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    await ended;
    clearTimeout(timer);
    this.reaper.stdin?.write(`-${child.pid}\n`);
  }

  /** Does something more when it is disposed of. */
  onDispose(action: () => void): void {
    this.actions.push(action);
  }

  /** Ends every server and removes the directory. */
  dispose(): Promise<void> {
    this.disposed ??= this.end();
    return this.disposed;
  }

  /** A text without any secret of the rehearsal. */
  redact(text: string): string {
    return [...this.secrets].reduce((redacted, secret) => redacted.replaceAll(secret, "…"), text);
  }

  private async end(): Promise<void> {
    for (const action of this.actions) action();
    await Promise.all([...this.servers.keys()].map((server) => this.stop(server)));
    await rm(this.directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    this.reaper.stdin?.end();
  }

  private onEnd(server: Server, how: string): void {
    if (!this.servers.delete(server)) return;
    const [last = "it wrote nothing"] = server.lastOutput().split("\n").slice(-1);
    this.fail(new RehearsalError(`${server.name} is gone: ${how}.`, `Its last words: ${last}`));
  }
}
