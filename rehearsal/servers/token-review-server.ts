import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { ServiceAccountClaims } from "../../contract/deployment";
import type { CertificateAuthority } from "./certificate-authority";
import type { Cluster } from "./cluster";
import { API_AUDIENCE, API_AUDIENCES, TokenIssuer, type VerifiedToken } from "./service-account-tokens";

const PATH = "/apis/authentication.k8s.io/v1/tokenreviews";
/** A service account that may review tokens, as ClusterRole `system:auth-delegator` lets it. */
export interface Reviewer {
  readonly namespace: string;
  readonly serviceAccount: string;
}

/** Vault's own service account, in the cluster that Vault runs in. */
export const VAULT: Reviewer = { namespace: "vault", serviceAccount: "vault" };

const nameOf = ({ namespace, serviceAccount }: Reviewer) =>
  `system:serviceaccount:${namespace}:${serviceAccount}`;

interface TokenReviewSpec {
  readonly token: string;
  readonly audiences?: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: object;
}

/**
 * The part of a Kubernetes API server that Vault talks to. As the real one does, it authenticates who asks, and finds
 * a token good when it has not expired and is for one of the audiences asked about.
 *
 * @see Kubernetes documentation, "TokenReview"
 */
export class TokenReviewServer implements Cluster {
  /**
   * @param reviewer the service account whose token reviews others
   * @param selfReviewers service accounts that may review, too
   */
  static async start(
    authority: CertificateAuthority,
    reviewer: Reviewer = VAULT,
    selfReviewers: readonly Reviewer[] = [],
  ): Promise<TokenReviewServer> {
    const { certificate: cert, key } = await authority.issue();
    const server = new TokenReviewServer(createServer({ cert, key }), authority.pem, reviewer, selfReviewers);
    server.https.listen(0, "127.0.0.1");
    await once(server.https, "listening");
    return server;
  }

  readonly issuesExpired = true;
  readonly reviewerToken: string;
  private readonly reviewers: readonly string[];
  private readonly issuer = new TokenIssuer();

  private constructor(
    private readonly https: Server,
    readonly ca: string,
    reviewer: Reviewer,
    selfReviewers: readonly Reviewer[],
  ) {
    this.reviewers = [reviewer, ...selfReviewers].map(nameOf);
    this.reviewerToken = this.issuer.issue({ ...reviewer, audience: API_AUDIENCE, ttlSeconds: 86_400 });
    // Vault uses its connections again for longer than Node's 5 s, and takes one that was just closed for a refusal.
    https.keepAliveTimeout = 0;
    https.on("request", (request, response) => {
      const send = ({ status, body }: Answer) =>
        response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
      this.answer(request).then(send, (error: Error) => send(failure(500, "InternalError", error.message)));
    });
  }

  get host(): string {
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

  private async answer(request: IncomingMessage): Promise<Answer> {
    const [, bearer = ""] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    const asking = this.issuer.verify(bearer);
    if (!asking?.audiences.some((audience) => API_AUDIENCES.includes(audience)))
      return failure(401, "Unauthorized", "Unauthorized");
    if (request.method !== "POST" || request.url !== PATH) {
      return failure(404, "NotFound", "the server could not find the requested resource");
    }
    if (!this.reviewers.includes(asking.user)) {
      const message = `tokenreviews.authentication.k8s.io is forbidden: User "${asking.user}" cannot create resource`;
      return failure(403, "Forbidden", message);
    }
    const spec = specOf(await text(request));
    if (!spec) return failure(400, "BadRequest", "the object provided is no TokenReview with a token");
    const wanted = spec.audiences?.length ? spec.audiences : API_AUDIENCES;
    const status = review(this.issuer.verify(spec.token), wanted);
    return {
      status: 201,
      body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenReview", spec, status },
    };
  }
}

function specOf(body: string): TokenReviewSpec | undefined {
  try {
    const { spec } = JSON.parse(body) as { spec: TokenReviewSpec };
    return typeof spec.token === "string" ? spec : undefined;
  } catch {
    return undefined;
  }
}

function review(token: VerifiedToken | undefined, wanted: readonly string[]): object {
  if (!token) return { user: {}, error: "invalid bearer token" };
  const audiences = token.audiences.filter((audience) => wanted.includes(audience));
  if (!audiences.length) {
    const error = `token audiences ${quoted(token.audiences)} is invalid for the target audiences ${quoted(wanted)}`;
    return { user: {}, error };
  }
  const { user: username, uid, namespace } = token;
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
  return { authenticated: true, user: { username, uid, groups }, audiences };
}

function quoted(audiences: readonly string[]): string {
  return `[${audiences.map((audience) => `"${audience}"`).join(" ")}]`;
}

function failure(code: number, reason: string, message: string): Answer {
  return {
    status: code,
    body: { kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
