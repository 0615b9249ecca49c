import { TokenAuthBackendRole } from "@cdktf/provider-vault/lib/token-auth-backend-role";
import { Construct } from "constructs";
import { tokenPath, WRAPPING_TTL } from "../policies/login-material-rules";
import type { TokenLogin } from "./access/login-description";
import { Duration } from "./duration";
import { claimMount } from "./private/claim";
import { letMake } from "./private/login-material";
import { addProblems, type Problem } from "./private/validation";
import { written } from "./private/written";
import { VaultToken } from "./vault-token";
import { type IWorkload, Workload } from "./workload";
import type { WrappingTtlProps } from "./wrapping-ttl";

/** Whoever finds a token that nobody renews has it for so long at most. */
const LONGEST_PERIOD = Duration.days(7);

export interface TokenWorkloadProps {
  /** Its token is renewed at least once in this time, or ends: 7 days at most. Vault's `token_period`. */
  readonly period: Duration;
}

export interface GrantTokenProps {
  /** How long a token stays wrapped. @default - a second at least, and 10 minutes at most */
  readonly wrappingTtl?: WrappingTtlProps;
}

/**
 * Tokens that somebody makes for workloads that can't log in: an application that takes a token and nothing else. Every
 * Vault has this auth method; nothing is written for it.
 *
 * @see Vault documentation, "Token auth method", https://developer.hashicorp.com/vault/docs/auth/token
 *
 * @example
 * new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) });
 */
export class TokenAuth extends Construct {
  /** The path of its mount, below `auth/`. */
  readonly path = "token";

  constructor(scope: Construct, id: string) {
    super(scope, id);
    claimMount(this, `auth/${this.path}`);
  }

  /** Adds a workload that is given its token. Where it can log in by another method, add it there. */
  addWorkload(name: string, props: TokenWorkloadProps): TokenWorkload {
    return new TokenWorkload(this, name, props);
  }
}

/**
 * A workload that is given a token: a periodic one, which it renews, with its one policy. Writes
 * `auth/token/roles/<name>`, for which the provider's token needs create, read, update and delete. Who makes its tokens
 * does so at `auth/token/create/<name>`; no token is in Terraform's state.
 *
 * @see Vault documentation, "Token auth method (API)", "Create/Update token role",
 * https://developer.hashicorp.com/vault/api-docs/auth/token#create-update-token-role
 *
 * @example
 * const legacy = new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) });
 * role.grantRead(legacy);
 * legacy.grantToken(workload);
 */
export class TokenWorkload extends Workload {
  /** Made by `token.addWorkload`. */
  constructor(
    scope: TokenAuth,
    name: string,
    private readonly props: TokenWorkloadProps,
  ) {
    super(scope, { workloadName: name, authPath: scope.path, token: VaultToken.periodic(props.period) });
    written(
      new TokenAuthBackendRole(this, "Resource", {
        roleName: name,
        allowedPolicies: [this.policyReference],
        // It would end with the token of whoever made it.
        orphan: true,
        renewable: true,
        tokenNoDefaultPolicy: true,
        tokenPeriod: props.period.toSeconds(),
        // A batch token can't be renewed, or revoked by its accessor.
        tokenType: "service",
      }),
    );
    addProblems(this, () => periodProblems(props.period));
  }

  /**
   * Lets another workload make tokens for this one: `update` on `auth/token/create/<name>`, where Vault answers only
   * wrapped and takes no parameters. Nobody else of the stack may.
   *
   * @see Vault documentation, "Response wrapping",
   * https://developer.hashicorp.com/vault/docs/concepts/response-wrapping
   */
  grantToken(workload: IWorkload, props: GrantTokenProps = {}): void {
    const material = { path: tokenPath(this.workloadName), standard: WRAPPING_TTL };
    letMake(
      workload,
      this,
      { kind: "token", ...material, life: ["period", this.props.period] },
      props.wrappingTtl,
    );
  }

  protected login(): TokenLogin {
    return { method: "token", path: "token" };
  }
}

/** What guides hand out lives for 768 hours, Vault's own maximum. */
function periodProblems(period: Duration): Problem[] {
  if (!period.isValid() || period.toSeconds() <= LONGEST_PERIOD.toSeconds()) return [];
  const message = `the token's period is ${period}, so whoever finds one that nobody renews has it for so long`;
  const fix = `use ${LONGEST_PERIOD} at most, and renew it`;
  return [{ rule: "token-period", message, fix, guardrail: "lease-ttl-bounds" }];
}
