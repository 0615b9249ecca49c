import { JwtAuthBackendRole } from "@cdktf/provider-vault/lib/jwt-auth-backend-role";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { JwtLogin } from "./access/login-description";
import { Duration } from "./duration";
import type { JwtBounds } from "./jwt-bounds";
import { expressionProblems } from "./private/expression-problems";
import { addProblems, type Problem } from "./private/validation";
import { written } from "./private/written";
import { VaultToken } from "./vault-token";
import { Workload } from "./workload";

/** Whoever finds a job's token has it for so long at most. */
const LONGEST_TTL = Duration.hours(1);

export interface JwtWorkloadProps<Bounds extends JwtBounds = JwtBounds> {
  /** Whose tokens log it in, in full. Vault's `bound_claims` and `bound_subject`. */
  readonly boundTo: Bounds;
  /** The audience that a token has to be for: one that no other service takes. Vault's `bound_audiences`. */
  readonly audience: string;
  /**
   * How long its Vault token lives, 1 hour at most. Renewing it makes it no longer. Vault's `token_ttl` and `token_max_ttl`.
   * @default Duration.minutes(20)
   */
  readonly ttl?: Duration;
}

/** The mount of an auth method for JWTs, as its workloads know it. */
export interface JwtMount {
  readonly path: string;
  readonly backend: string;
  /** Whose tokens log in there. */
  readonly kind: JwtBounds["kind"];
}

/**
 * A workload that logs in with a token of an issuer: a job of a CI. Writes `auth/<path>/role/<name>`, for which the provider's
 * token needs create, read, update and delete.
 *
 * @see Vault documentation, "JWT/OIDC auth method (API)", "Create/Update role",
 * https://developer.hashicorp.com/vault/api-docs/auth/jwt#create-update-role
 *
 * @example
 * const gitlab = new JwtAuth(stack, "gitlab", { issuer: JwtIssuer.gitlab() });
 * gitlab.addWorkload("deploy-dev", {
 *   boundTo: GitLabJob.branch("main", { project: "acme/platform", projectId: "42", environment: "dev" }),
 *   audience: "https://vault.acme.example",
 * });
 */
export class JwtWorkload extends Workload {
  /** Made by `jwt.addWorkload`. */
  constructor(
    scope: Construct,
    name: string,
    mount: JwtMount,
    private readonly props: JwtWorkloadProps,
  ) {
    const { boundTo, audience, ttl = Duration.minutes(20) } = props;
    const token = VaultToken.bounded({ ttl, maxTtl: ttl });
    super(scope, { workloadName: name, authPath: mount.path, token });
    const claims = Object.entries(boundTo.claims).map(([claim, values]) => [claim, values.join(",")]);
    written(
      new JwtAuthBackendRole(this, "Resource", {
        backend: mount.backend,
        roleName: name,
        // Vault's default is a login by a browser.
        roleType: "jwt",
        userClaim: boundTo.userClaim,
        boundAudiences: [audience],
        boundSubject: boundTo.subject,
        boundClaims: claims.length ? Object.fromEntries(claims) : undefined,
        boundClaimsType: "string",
        tokenPolicies: [this.policyReference],
        tokenNoDefaultPolicy: true,
        ...token.toArguments(),
      }),
    );
    addProblems(this, () => [
      ...kindProblems(boundTo, mount),
      ...boundTo.problems(),
      ...audienceProblems(audience),
      ...longTtlProblems(ttl),
    ]);
  }

  protected login(path: string): JwtLogin {
    const { audience, boundTo } = this.props;
    const { userClaim, subject, claims } = boundTo;
    const sorted = Object.entries(claims)
      .map(([claim, values]) => [claim, [...values].sort()] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return { method: "jwt", path, audience, userClaim, subject, claims: Object.fromEntries(sorted) };
  }
}

const WHOSE = { github: "GitHub Actions", gitlab: "GitLab CI", subject: "another issuer" };
const BOUNDS = { github: "GitHubJob", gitlab: "GitLabJob", subject: "JwtSubject" };

/** TypeScript sees it before. */
function kindProblems({ kind }: JwtBounds, mount: JwtMount): Problem[] {
  if (kind === mount.kind) return [];
  const message = `boundTo is for tokens of ${WHOSE[kind]}, and auth/${mount.path} takes those of ${WHOSE[mount.kind]}`;
  return [{ rule: "jwt-issuer", message, fix: `use ${BOUNDS[mount.kind]}` }];
}

function audienceProblems(audience: string): Problem[] {
  if (Token.isUnresolved(audience)) return [];
  if (audience.trim()) return expressionProblems("audience", audience);
  const message = "the audience is empty, so a token for any service would log in";
  const fix = "name the audience that the job asks its token for: https://vault.acme.example";
  return [{ rule: "audience", message, fix, guardrail: "jwt-audience" }];
}

function longTtlProblems(ttl: Duration): Problem[] {
  if (!ttl.isValid() || ttl.toSeconds() <= LONGEST_TTL.toSeconds()) return [];
  const message = `ttl is ${ttl}, so whoever finds a token of the job has it for so long`;
  return [{ rule: "token-ttl", message, fix: `use ${LONGEST_TTL} at most` }];
}
