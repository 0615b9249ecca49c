import type { CertificateSource } from "./certificate-source";

/** Who issues the tokens that log in by an auth method for JWTs, and how Vault knows their signatures. */
export interface JwtIssuerDescription {
  /** What tokens have to say of whom they are by: their claim `iss`. Vault's `bound_issuer`. */
  readonly issuer: string;
  /** Whose claims they have. */
  readonly kind: JwtBoundsKind;
  readonly keys: JwtKeysDescription;
  /** How they are signed. Vault's `jwt_supported_algs`. */
  readonly algorithm: JwtAlgorithm;
}

/** What makes up the claims of a token: GitHub Actions, GitLab CI, or something else, by its subject. */
export type JwtBoundsKind = "github" | "gitlab" | "subject";

export type JwtAlgorithm = "RS256" | "ES256";

/** Where Vault has the keys of an issuer from: its discovery document, a URL of a key set, or PEM texts that it is given. */
export type JwtKeysDescription =
  | { readonly discoveryUrl: string; readonly ca?: CertificateSource }
  | { readonly jwksUrl: string; readonly ca?: CertificateSource }
  /** Fingerprints of the keys. */
  | { readonly publicKeys: readonly string[] };
