import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { JwtIssuerDescription } from "../../constructs";
import type { JwtClaims, JwtSignature, JwtTokens } from "../../contract/deployment";
import type { CertificateAuthority } from "./certificate-authority";
import { JwtKeys, unsigned } from "./jwt-keys";

/** By what everybody calls the key, a stranger too. */
const KEY_ID = "rehearsal";
const KEY_SET = "/keys";

/**
 * Stands in for an issuer of JWTs: it publishes its discovery document and its keys, and signs tokens that say they are the
 * real one's.
 *
 * @see OpenID Connect Discovery 1.0
 */
export class JwtIssuerServer implements JwtTokens {
  static async start(
    { issuer, algorithm }: JwtIssuerDescription,
    authority: CertificateAuthority,
  ): Promise<JwtIssuerServer> {
    const [{ certificate: cert, key }, own, stranger] = await Promise.all([
      authority.issue(),
      JwtKeys.create(algorithm),
      JwtKeys.create(algorithm),
    ]);
    const server = new JwtIssuerServer(createServer({ cert, key }), issuer, own, stranger);
    server.https.listen(0, "127.0.0.1");
    await once(server.https, "listening");
    return server;
  }

  private constructor(
    private readonly https: Server,
    private readonly issuer: string,
    private readonly keys: JwtKeys,
    private readonly stranger: JwtKeys,
  ) {
    // Vault uses its connections again for longer than Node's 5 s.
    https.keepAliveTimeout = 0;
    https.on("request", ({ url = "" }, response) => {
      const document = this.documents()[url];
      response.writeHead(document ? 200 : 404, { "Content-Type": "application/json" });
      response.end(JSON.stringify(document ?? {}));
    });
  }

  /** Where Vault finds it. */
  get url(): string {
    return `https://127.0.0.1:${(this.https.address() as AddressInfo).port}`;
  }

  /** Where its keys are. */
  get jwksUrl(): string {
    return `${this.url}${KEY_SET}`;
  }

  /** Its key, in PEM, as Vault keeps it. */
  get publicKey(): string {
    return this.keys.pem.trim();
  }

  issue(claims: JwtClaims, signature: JwtSignature = "issuer"): string {
    const now = Math.floor(Date.now() / 1000);
    const all = { iss: this.issuer, iat: now, nbf: now, exp: now + 300, ...claims };
    switch (signature) {
      case "issuer":
        return this.keys.sign(KEY_ID, all);
      case "stranger":
        return this.stranger.sign(KEY_ID, all);
      case "public key as secret":
        return this.keys.signWithPublicKey(KEY_ID, all);
      case "none":
        return unsigned(KEY_ID, all);
    }
  }

  close(): void {
    this.https.closeAllConnections();
    this.https.close();
  }

  private documents(): Readonly<Record<string, object>> {
    return {
      "/.well-known/openid-configuration": { issuer: this.url, jwks_uri: this.jwksUrl },
      [KEY_SET]: { keys: [this.keys.toJwk(KEY_ID)] },
    };
  }
}
