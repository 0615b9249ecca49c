import type { JwtBoundsKind } from "./access/jwt-issuer-description";
import type { Problem } from "./private/validation";

/** What a token has to say to log a workload in: a job of a CI, or a subject. */
export interface JwtBounds {
  /** Whose claims they are. */
  readonly kind: JwtBoundsKind;
  /** The claim that tells tokens apart in Vault's identities and audit log. Vault's `user_claim`. */
  readonly userClaim: string;
  /** The subject that a token has to have. Vault's `bound_subject`. @default - any */
  readonly subject?: string;
  /** Claims that a token has to have, each with one of these values. Vault's `bound_claims`. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /** What is wrong with them. */
  problems(): Problem[];
}
