import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import type {
  JwtAlgorithm,
  JwtBoundsKind,
  JwtIssuerDescription,
  JwtKeysDescription,
} from "./access/jwt-issuer-description";
import type { GitHubJob } from "./github-job";
import type { GitLabJob } from "./gitlab-job";
import type { JwtBounds } from "./jwt-bounds";
import type { JwtSubject } from "./jwt-subject";
import { expressionProblems } from "./private/expression-problems";
import { keyFingerprint } from "./guardrails/rendered/key-fingerprint";
import type { Problem } from "./private/validation";
import type { TlsCertificate } from "./tls-certificate";

export interface GitHubIssuerProps {
  /** The URL of a GitHub Enterprise Server: `https://github.acme.example`. @default - github.com */
  readonly url?: string;
  /** The CA of that server's certificate. @default - one that Vault's host trusts */
  readonly ca?: TlsCertificate;
}

export interface GitLabIssuerProps {
  /** The URL of a GitLab of one's own: `https://gitlab.acme.example`. @default "https://gitlab.com" */
  readonly url?: string;
  /** The CA of its certificate. @default - one that Vault's host trusts */
  readonly ca?: TlsCertificate;
}

interface IssuerProps {
  /** What tokens say of whom they are by: their claim `iss`. Vault's `bound_issuer`. */
  readonly issuer: string;
  /** How they are signed. Vault's `jwt_supported_algs`. @default "RS256" */
  readonly algorithm?: JwtAlgorithm;
}

export interface DiscoveredIssuerProps extends IssuerProps {
  /** The CA of its certificate. @default - one that Vault's host trusts */
  readonly ca?: TlsCertificate;
}

export interface JwksIssuerProps extends DiscoveredIssuerProps {
  /** Where its keys are. Vault's `jwks_url`. */
  readonly jwksUrl: string;
}

export interface PublicKeysIssuerProps extends IssuerProps {
  /** Its keys, in PEM. Vault's `jwt_validation_pubkeys`. */
  readonly publicKeys: readonly string[];
}

type Keys =
  | { readonly discoveryUrl: string; readonly ca?: TlsCertificate }
  | { readonly jwksUrl: string; readonly ca?: TlsCertificate }
  | { readonly publicKeys: readonly string[] };

/**
 * Who issues the tokens that log in, and how Vault knows their signatures. Vault asks it for its keys, so it has to reach it.
 *
 * @see Vault documentation, "JWT/OIDC auth method", "JWT verification",
 * https://developer.hashicorp.com/vault/docs/auth/jwt#jwt-verification
 */
export class JwtIssuer<Bounds extends JwtBounds = JwtBounds> {
  /** GitHub Actions, of github.com or of a server of one's own. */
  static github({ url, ca }: GitHubIssuerProps = {}): JwtIssuer<GitHubJob> {
    const issuer =
      url === undefined ? "https://token.actions.githubusercontent.com" : `${url}/_services/token`;
    return new JwtIssuer("github", issuer, { discoveryUrl: issuer, ca });
  }

  /** GitLab CI, of gitlab.com or of a server of one's own. */
  static gitlab({ url = "https://gitlab.com", ca }: GitLabIssuerProps = {}): JwtIssuer<GitLabJob> {
    return new JwtIssuer("gitlab", url, { discoveryUrl: url, ca });
  }

  /** Any issuer with a discovery document, `/.well-known/openid-configuration` below its URL. Vault's `oidc_discovery_url`. */
  static discovered({ issuer, ca, algorithm }: DiscoveredIssuerProps): JwtIssuer<JwtSubject> {
    return new JwtIssuer("subject", issuer, { discoveryUrl: issuer, ca }, algorithm);
  }

  /** Any issuer whose keys are at a URL. */
  static jwks({ issuer, jwksUrl, ca, algorithm }: JwksIssuerProps): JwtIssuer<JwtSubject> {
    return new JwtIssuer("subject", issuer, { jwksUrl, ca }, algorithm);
  }

  /** Any issuer whose keys Vault is given: it asks nobody. */
  static publicKeys({ issuer, publicKeys, algorithm }: PublicKeysIssuerProps): JwtIssuer<JwtSubject> {
    return new JwtIssuer("subject", issuer, { publicKeys }, algorithm);
  }

  private constructor(
    readonly kind: Bounds["kind"] & JwtBoundsKind,
    /** What tokens say of whom they are by. */
    readonly issuer: string,
    private readonly keys: Keys,
    private readonly algorithm: JwtAlgorithm = "RS256",
  ) {}

  /** The arguments of Vault's auth method. */
  toArguments() {
    const { keys, issuer: boundIssuer, algorithm } = this;
    const common = { boundIssuer, jwtSupportedAlgs: [algorithm] };
    // Vault gives them back without the line break at the end, and Terraform would see a difference forever.
    if ("publicKeys" in keys)
      return { ...common, jwtValidationPubkeys: keys.publicKeys.map((key) => key.trim()) };
    const ca = keys.ca?.pem;
    return "jwksUrl" in keys
      ? { ...common, jwksUrl: keys.jwksUrl, jwksCaPem: ca }
      : { ...common, oidcDiscoveryUrl: keys.discoveryUrl, oidcDiscoveryCaPem: ca };
  }

  /** The issuer in `access.json`. */
  describe(scope: IConstruct): JwtIssuerDescription {
    const { issuer, kind, algorithm } = this;
    return { issuer, kind, keys: this.describeKeys(scope), algorithm };
  }

  private describeKeys(scope: IConstruct): JwtKeysDescription {
    const { keys } = this;
    if ("publicKeys" in keys) return { publicKeys: keys.publicKeys.map(keyFingerprint).sort() };
    return { ...keys, ca: keys.ca?.describe(scope) };
  }

  /** What is wrong with it. */
  problems(): Problem[] {
    const { keys } = this;
    return [
      ...urlProblems("issuer", this.issuer),
      ...("jwksUrl" in keys ? urlProblems("jwksUrl", keys.jwksUrl) : []),
      ...("publicKeys" in keys ? publicKeyProblems(keys.publicKeys) : (keys.ca?.problems() ?? [])),
    ];
  }
}

function urlProblems(prop: string, url: string): Problem[] {
  const expressions = expressionProblems(prop, url);
  if (expressions.length) return expressions;
  if (Token.isUnresolved(url) || /^https:\/\/[^\s/@]+(\/[^\s/]+)*$/.test(url)) return [];
  const fix = "write it as it is in the claim iss, without a slash at its end: https://gitlab.com";
  return [{ rule: "jwt-issuer", message: `${prop} "${url}" is not an https URL`, fix }];
}

function publicKeyProblems(keys: readonly string[]): Problem[] {
  const rule = "jwt-public-key";
  if (!keys.length)
    return [{ rule, message: "publicKeys is empty, so nobody can log in", fix: "give at least one" }];
  const fix = "pass the text of a PEM file: -----BEGIN PUBLIC KEY-----…";
  return keys
    .filter((key) => !Token.isUnresolved(key) && keyFingerprint(key) === "unknown")
    .map(() => ({ rule, message: "one of publicKeys is not a public key in PEM format", fix }));
}
