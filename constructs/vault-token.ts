import type { TokenDescription } from "./access/access-manifest";
import type { Duration } from "./duration";

/** How long a token lives that has an end. */
export interface BoundedTokenProps {
  /** How long it lives when nobody renews it. Vault's `token_ttl`. */
  readonly ttl: Duration;
  /** How long it can live with renewals. Vault's `token_max_ttl`. */
  readonly maxTtl: Duration;
}

/**
 * The Vault token a workload gets when it logs in. A lease dies with the token that asked for it.
 *
 * @see Vault documentation, "Tokens", "Token time-to-live, periodic tokens, and explicit max TTLs",
 * https://developer.hashicorp.com/vault/docs/concepts/tokens#token-time-to-live-periodic-tokens-and-explicit-max-ttls
 */
export class VaultToken {
  /** Lives as long as it is renewed, at least once a period: for what runs without an end. Vault's `token_period`. */
  static periodic(period: Duration): VaultToken {
    return new VaultToken(period);
  }

  /** Ends at the latest after its maximum: for jobs. The workload then logs in again. */
  static bounded(props: BoundedTokenProps): VaultToken {
    return new VaultToken(undefined, props);
  }

  private constructor(
    /** Set for a periodic token. */
    readonly period?: Duration,
    /** Set for a bounded token. */
    readonly bounds?: BoundedTokenProps,
  ) {}

  /** The arguments that Vault's auth methods share. */
  toArguments(): { tokenPeriod?: number; tokenTtl?: number; tokenMaxTtl?: number } {
    if (this.period) return { tokenPeriod: this.period.toSeconds() };
    return { tokenTtl: this.bounds?.ttl.toSeconds(), tokenMaxTtl: this.bounds?.maxTtl.toSeconds() };
  }

  /** The token in `access.json`. */
  describe(): TokenDescription {
    if (this.period) return { kind: "periodic", period: this.period.toSeconds() };
    const { ttl, maxTtl } = this.bounds as BoundedTokenProps;
    return { kind: "bounded", ttl: ttl.toSeconds(), maxTtl: maxTtl.toSeconds() };
  }
}
