import { createHmac, generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";
import type { JwtAlgorithm } from "../../constructs";

/** Keys that live as long as a rehearsal, of which an issuer publishes the public one. */
export class JwtKeys {
  static async create(algorithm: JwtAlgorithm): Promise<JwtKeys> {
    const pair =
      algorithm === "RS256"
        ? await promisify(generateKeyPair)("rsa", { modulusLength: 2048 })
        : await promisify(generateKeyPair)("ec", { namedCurve: "P-256" });
    return new JwtKeys(algorithm, pair);
  }

  /** The public key, in PEM. */
  readonly pem: string;

  private constructor(
    private readonly algorithm: JwtAlgorithm,
    private readonly pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  ) {
    this.pem = pair.publicKey.export({ type: "spki", format: "pem" }).toString();
  }

  /** The public key as it stands in a key set. */
  toJwk(id: string): object {
    return { ...this.pair.publicKey.export({ format: "jwk" }), kid: id, use: "sig", alg: this.algorithm };
  }

  /** A token with these claims, signed. */
  sign(id: string, claims: object): string {
    const content = contentOf(this.algorithm, id, claims);
    const key = { key: this.pair.privateKey, dsaEncoding: "ieee-p1363" as const };
    return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
  }

  /** A token that whoever knows the public key can make: it serves as the secret of an HMAC. */
  signWithPublicKey(id: string, claims: object): string {
    const content = contentOf("HS256", id, claims);
    return `${content}.${createHmac("sha256", this.pem).update(content).digest("base64url")}`;
  }
}

/** A token that says of itself that nobody signed it. */
export function unsigned(id: string, claims: object): string {
  return `${contentOf("none", id, claims)}.`;
}

function contentOf(algorithm: string, id: string, claims: object): string {
  return `${encode({ alg: algorithm, typ: "JWT", kid: id })}.${encode(claims)}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
