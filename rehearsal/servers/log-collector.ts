import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

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

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}
