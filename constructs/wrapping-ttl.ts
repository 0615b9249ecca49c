import type { Duration } from "./duration";

/** How long an answer of Vault stays wrapped: whoever has its wrapping token opens it once in that time. */
export interface WrappingTtlProps {
  /** At least. Vault's `min_wrapping_ttl`. @default Duration.seconds(1) */
  readonly min?: Duration;
  /** At most. Vault's `max_wrapping_ttl`. @default - 10 minutes, or as long as what is wrapped lives where that is less */
  readonly max?: Duration;
}
