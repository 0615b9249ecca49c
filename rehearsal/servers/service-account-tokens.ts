import { createHash, generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import type { ServiceAccountClaims } from "../../contract/deployment";

/** What the API server of a cluster calls itself in tokens. */
export const API_AUDIENCE = "https://kubernetes.default.svc.cluster.local";
/** By what clusters call their API; some leave the domain out. */
export const API_AUDIENCES = [API_AUDIENCE, "https://kubernetes.default.svc"];

/** A service account token, read and found to be good. */
export interface VerifiedToken {
  readonly audiences: readonly string[];
  readonly user: string;
  readonly uid: string;
  readonly namespace: string;
}

interface Payload {
  readonly aud: string[];
  readonly exp: number;
  readonly sub: string;
  readonly "kubernetes.io": { readonly namespace: string; readonly serviceaccount: { readonly uid: string } };
}

/** Issues and verifies service account tokens as a cluster does. */
export class TokenIssuer {
  private readonly keys: { privateKey: KeyObject; publicKey: KeyObject } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
  });

  issue({ namespace, serviceAccount, audience, ttlSeconds }: ServiceAccountClaims): string {
    const now = Math.floor(Date.now() / 1000);
    const user = `system:serviceaccount:${namespace}:${serviceAccount}`;
    const payload = {
      iss: API_AUDIENCE,
      aud: [audience],
      sub: user,
      iat: now - 3600,
      nbf: now - 3600,
      exp: now + ttlSeconds,
      "kubernetes.io": { namespace, serviceaccount: { name: serviceAccount, uid: uidOf(user) } },
    };
    const content = `${encode({ alg: "ES256", typ: "JWT", kid: "rehearsal" })}.${encode(payload)}`;
    const key = { key: this.keys.privateKey, dsaEncoding: "ieee-p1363" as const };
    return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
  }

  /** @returns undefined when the token isn't one of this cluster's, or has expired */
  verify(token: string): VerifiedToken | undefined {
    const [header = "", body = "", signature = ""] = token.split(".");
    const key = { key: this.keys.publicKey, dsaEncoding: "ieee-p1363" as const };
    if (!verify("sha256", Buffer.from(`${header}.${body}`), key, Buffer.from(signature, "base64url")))
      return undefined;
    const payload = JSON.parse(Buffer.from(body, "base64url").toString()) as Payload;
    if (payload.exp * 1000 <= Date.now()) return undefined;
    const { namespace, serviceaccount } = payload["kubernetes.io"];
    return { audiences: payload.aud, user: payload.sub, uid: serviceaccount.uid, namespace };
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function uidOf(user: string): string {
  const hex = createHash("sha256").update(user).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}
