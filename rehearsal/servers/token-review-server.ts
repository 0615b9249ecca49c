import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { CertificateAuthority } from "./certificate-authority";
import {
  API_AUDIENCE,
  type ServiceAccountClaims,
  TokenIssuer,
  type VerifiedToken,
} from "./service-account-tokens";

const PATH = "/apis/authentication.k8s.io/v1/tokenreviews";
/** The one service account that may review, as ClusterRole `system:auth-delegator` lets it. */
const REVIEWER = { namespace: "vault", serviceAccount: "vault" };

interface TokenReview {
  readonly spec: { readonly token: string; readonly audiences?: readonly string[] };
}

/**
 * The part of a Kubernetes API server that Vault talks to. As the real one does, it authenticates who asks, and finds
 * a token good when it has not expired and is for one of the audiences asked about.
 *
 * @see Kubernetes documentation, "TokenReview"
 */
export class TokenReviewServer {
  static async start(authority: CertificateAuthority): Promise<TokenReviewServer> {
    const { certificate: cert, key } = await authority.issue();
    const server = new TokenReviewServer(createServer({ cert, key }));
    server.https.listen(0, "127.0.0.1");
    await once(server.https, "listening");
    return server;
  }

  /** A token of Vault's own service account, which may review. */
  readonly reviewerToken: string;
  private readonly issuer = new TokenIssuer();

  private constructor(private readonly https: Server) {
    this.reviewerToken = this.issuer.issue({ ...REVIEWER, audience: API_AUDIENCE, ttlSeconds: 86_400 });
    https.on("request", (request, response) => {
      void this.answer(request).then(({ status, body }) => {
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      });
    });
  }

  get address(): string {
    return `https://127.0.0.1:${(this.https.address() as AddressInfo).port}`;
  }

  /** A service account token. */
  issue(claims: ServiceAccountClaims): string {
    return this.issuer.issue(claims);
  }

  close(): void {
    this.https.closeAllConnections();
    this.https.close();
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: object }> {
    const bearer = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    const reviewer = this.issuer.verify(bearer);
    if (!reviewer?.audiences.includes(API_AUDIENCE)) return failure(401, "Unauthorized");
    if (reviewer.user !== `system:serviceaccount:${REVIEWER.namespace}:${REVIEWER.serviceAccount}`) {
      return failure(403, `User "${reviewer.user}" cannot create resource "tokenreviews"`);
    }
    if (request.method !== "POST" || request.url !== PATH)
      return failure(404, "the server could not find the resource");
    const { spec } = JSON.parse(await text(request)) as TokenReview;
    const status = review(
      this.issuer.verify(spec.token),
      spec.audiences?.length ? spec.audiences : [API_AUDIENCE],
    );
    return {
      status: 201,
      body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec, status },
    };
  }
}

function review(token: VerifiedToken | undefined, wanted: readonly string[]): object {
  if (!token) return { authenticated: false, user: {}, error: "invalid bearer token" };
  const audiences = token.audiences.filter((audience) => wanted.includes(audience));
  if (!audiences.length)
    return { authenticated: false, user: {}, error: "token audiences are not for the target audiences" };
  const groups = [
    "system:serviceaccounts",
    `system:serviceaccounts:${token.namespace}`,
    "system:authenticated",
  ];
  return { authenticated: true, user: { username: token.user, uid: token.uid, groups }, audiences };
}

function failure(code: number, message: string): { status: number; body: object } {
  return { status: code, body: { kind: "Status", apiVersion: "v1", status: "Failure", message, code } };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
