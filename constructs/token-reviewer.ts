/**
 * Who asks the Kubernetes API whether a service account token is good. A reviewer token of one's own in the
 * configuration isn't offered: it would be in Terraform's state.
 *
 * @see Vault documentation, "Kubernetes auth method", "Configuring Kubernetes"
 */
export class TokenReviewer {
  /** Vault's own service account, for a Vault that runs in the cluster. */
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

  private constructor(readonly kind: "vault-service-account" | "client-jwt") {}
}
