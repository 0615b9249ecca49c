import type { TerraformVariable } from "cdktf";
import type { ClusterDescription } from "./access/access-manifest";
import type { Problem } from "./private/validation";
import { literalSecretProblems } from "./private/literal-secret-problems";
import { wholeNumberProblems } from "./private/whole-number-problems";

export interface ReviewerTokenProps {
  /**
   * Which token this is, counted by hand: raising it gives Vault the token again. Raise it with every change of the auth
   * method's host or CA, too: Vault forgets the token when anything else of its configuration is written.
   * @default 1
   */
  readonly generation?: number;
}

/** A reviewer's token, as a Terraform expression. */
interface ReviewerToken {
  readonly expression: string;
  readonly generation: number;
  readonly variable?: TerraformVariable;
}

/**
 * Who asks the Kubernetes API whether a service account token is good. Vault's own service account is one of the cluster
 * that Vault runs in, and of no other: any other cluster needs a reviewer of its own.
 *
 * @see Vault documentation, "Kubernetes auth method", "Configuring Kubernetes",
 * https://developer.hashicorp.com/vault/docs/auth/kubernetes#configuring-kubernetes
 */
export class TokenReviewer {
  /** Vault's own service account, for the cluster that Vault runs in. */
  static vaultServiceAccount(): TokenReviewer {
    return new TokenReviewer("vault-service-account");
  }

  /**
   * The token of whoever logs in. Its service account needs the role `system:auth-delegator`, and its audience has
   * to be the API server's own, or every login fails.
   */
  static clientJwt(): TokenReviewer {
    return new TokenReviewer("client-jwt");
  }

  /**
   * A service account of the cluster with the role `system:auth-delegator`, by its token in a Terraform variable:
   * `TF_VAR_…`. Made sensitive and ephemeral: Vault's `token_reviewer_jwt` is given it by a write-only argument, so that no
   * plan or state holds it. That argument needs version 5.7 of Terraform's provider for Vault, which the stack then asks for.
   */
  static fromVariable(variable: TerraformVariable, props: ReviewerTokenProps = {}): TokenReviewer {
    variable.addOverride("sensitive", true);
    variable.addOverride("ephemeral", true);
    return TokenReviewer.ofToken(variable.stringValue, props, variable);
  }

  /** The same, by its token from an ephemeral resource of one's own: `${ephemeral.….token}`. */
  static fromEphemeral(expression: string, props: ReviewerTokenProps = {}): TokenReviewer {
    return TokenReviewer.ofToken(expression, props);
  }

  private static ofToken(
    expression: string,
    { generation = 1 }: ReviewerTokenProps,
    variable?: TerraformVariable,
  ): TokenReviewer {
    return new TokenReviewer("reviewer-token", { expression, generation, variable });
  }

  private constructor(
    readonly kind: ClusterDescription["reviewer"],
    /** Its token, where it has one of its own. */
    readonly token?: ReviewerToken,
  ) {}

  /** What is wrong with its props. */
  problems(): Problem[] {
    if (!this.token) return [];
    const { expression, generation } = this.token;
    return [
      ...literalSecretProblems(
        "reviewer-token-literal",
        "the reviewer's token",
        expression,
        "TokenReviewer.fromVariable(variable)",
      ),
      ...wholeNumberProblems("generation", "generation", generation, Number.MAX_SAFE_INTEGER),
    ];
  }
}
