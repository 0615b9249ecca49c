import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Impostor } from "../../contract/deployment";
import { CertificateAuthority, type ServerCertificate } from "./certificate-authority";

/** PostgreSQL's request for TLS, before anything else. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Listens like a PostgreSQL server, with a certificate that a careful client doesn't talk to. */
export class ImpostorServer implements Impostor {
  /** One whose certificate is by a CA that nobody trusts, and one whose certificate is another host's. */
  static async startAll(authority: CertificateAuthority): Promise<ImpostorServer[]> {
    const [unknown, otherHost] = await Promise.all([
      CertificateAuthority.create().then((stranger) => stranger.issue()),
      authority.issue("elsewhere.internal"),
    ]);
    return Promise.all([
      new ImpostorServer("unknown-ca", unknown).listen(),
      new ImpostorServer("other-host", otherHost).listen(),
    ]);
  }

  readonly host = "127.0.0.1";
  private trusted = false;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  private constructor(
    readonly kind: Impostor["kind"],
    private readonly certificate: ServerCertificate,
  ) {
    this.server = createServer((socket) => this.answer(socket));
  }

  wasTrusted = (): boolean => this.trusted;

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }

  private async listen(): Promise<this> {
    this.server.listen(0, this.host);
    await once(this.server, "listening");
    return this;
  }

  /** Whoever says more than the request for TLS has not looked at the certificate. */
  private answer(socket: Socket): void {
    this.sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => this.sockets.delete(socket));
    socket.once("data", (first) => {
      if (!first.equals(SSL_REQUEST)) return this.noteTrust(socket);
      socket.write("S");
      const { certificate: cert, key } = this.certificate;
      const secure = new TLSSocket(socket, { isServer: true, cert, key });
      secure.on("error", () => socket.destroy()).once("data", () => this.noteTrust(socket));
    });
  }

  private noteTrust(socket: Socket): void {
    this.trusted = true;
    socket.destroy();
  }
}
