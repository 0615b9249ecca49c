import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { hostname } from "node:os";
import { join } from "node:path";

/** The shortest that the longest path of a socket is anywhere. */
const LONGEST_SOCKET = 103;

/** A process that ends others and removes their directory when this process can't any more, and what it goes by. */
export class Reaper {
  private readonly list: string;
  private readonly process: ChildProcess;
  private readonly socket?: Server;

  /** @param onError told when it is not there, or no more */
  constructor(directory: string, onError: (error: unknown) => void) {
    this.list = join(directory, "processes");
    writeFileSync(this.list, `${hostname()}\n`);
    this.socket = listenIn(directory);
    this.process = spawn(process.execPath, [join(__dirname, "reaper.cjs"), directory], {
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
      windowsHide: true,
    });
    this.process.once("error", onError).unref();
    // Without file handles, there is none.
    const stdin = this.process.stdin as unknown as Socket | undefined;
    stdin?.on("error", onError);
    stdin?.unref();
  }

  /** Takes down a process that has started, with `+`, its id, and the signal that ends it; or has ended, with `-`. */
  note(line: string): void {
    try {
      appendFileSync(this.list, `${line}\n`);
    } catch {
      // On a full disk the rehearsal fails, and ends its processes itself.
    }
  }

  /** Ends it: nothing is left for it to do. */
  async dismiss(): Promise<void> {
    this.socket?.close();
    const { pid, exitCode, signalCode } = this.process;
    if (pid === undefined || exitCode !== null || signalCode !== null) return;
    this.process.ref();
    this.process.kill("SIGKILL");
    await once(this.process, "exit");
  }
}

/**
 * Listens on a socket in a directory for as long as this process lives. By that whoever finds the directory knows that it is
 * in use: a process id may be somebody else's by now. Where there can be no socket, the directory is nobody's to remove.
 */
function listenIn(directory: string): Server | undefined {
  const path = join(directory, "alive");
  const early = `${path}-soon`;
  if (process.platform === "win32" || Buffer.byteLength(early) > LONGEST_SOCKET) return undefined;
  const server = createServer((connection) => connection.destroy());
  server.on("error", () => undefined);
  try {
    server.listen(early).unref();
    // So that it isn't there before somebody listens.
    renameSync(early, path);
    return server;
  } catch {
    return undefined;
  }
}
