import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { RehearsalError } from "../../clients/could-not-tell";

const TIMEOUT_MS = 5_000;

/** Listens on loopback for what an audit device writes, in place of a syslog. */
export class LogCollector {
  static async start(): Promise<LogCollector> {
    const collector = new LogCollector();
    collector.server.listen(0, "127.0.0.1");
    await once(collector.server, "listening");
    return collector;
  }

  /** Everything written so far. */
  text = "";
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => {
    this.sockets.add(socket);
    socket.setEncoding("utf8").on("data", (chunk) => (this.text += chunk));
    socket.on("close", () => this.sockets.delete(socket));
    socket.on("error", () => undefined);
  });

  /** `host:port`. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /**
   * The first whole line that holds a text, which may be still to come.
   * @throws RehearsalError when it doesn't come
   */
  async lineWith(text: string): Promise<string> {
    const deadline = Date.now() + TIMEOUT_MS;
    for (;;) {
      const line = this.text
        .split("\n")
        .slice(0, -1)
        .find((each) => each.includes(text));
      if (line) return line;
      if (Date.now() > deadline) {
        throw new RehearsalError(`No line with ${text} was logged.`, "Is the audit device on?");
      }
      await sleep(10);
    }
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}
