import type { RateLimitDescription } from "./access/leased-role-description";
import type { Duration } from "./duration";
import { durationProblems } from "./private/duration-problems";
import type { Problem } from "./private/validation";

/**
 * How often one client may ask for a credential: an agent whose renewals fail, or a program that crashes in a loop, asks
 * again and again, and each time makes a user: ten a second. Vault counts by the address that a request comes from, also
 * one that it refuses. Behind a load balancer that is everybody's, unless Vault's listener has
 * `x_forwarded_for_authorized_addrs`: choose a number there that a restart of all clients stays below. Who is turned away
 * gets status 429; an agent asks again for some five minutes.
 *
 * @see Vault documentation, "Resource quotas", and "/sys/quotas/rate-limit",
 * https://developer.hashicorp.com/vault/docs/concepts/resource-quotas
 */
export class RateLimit {
  /** So many requests within a length of time. Vault's `rate` and `interval`. */
  static of(requests: number, { per }: { readonly per: Duration }): RateLimit {
    return new RateLimit(requests, per);
  }

  private constructor(
    /** Vault's `rate`. */
    readonly requests: number,
    /** Vault's `interval`. */
    readonly per: Duration,
  ) {}

  /** The limit in `access.json`. @param name its name in Vault */
  describe(name: string): RateLimitDescription {
    return { name, requests: this.requests, per: this.per.toSeconds() };
  }

  /** What is wrong with its props. @param longest how long a credential lives at most */
  problems(longest: Duration): Problem[] {
    const problems = durationProblems({ "per of the rateLimit": this.per });
    if (Number.isInteger(this.requests) && this.requests >= 1 && this.requests <= 1000)
      return [...problems, ...this.tooFew(longest)];
    const message = `the rateLimit is of ${this.requests} requests`;
    return [...problems, { rule: "rate-limit", message, fix: "use a whole number from 1 to 1000" }];
  }

  private tooFew(longest: Duration): Problem[] {
    if (!this.per.isValid() || !longest.isValid()) return [];
    if (this.per.toSeconds() <= this.requests * longest.toSeconds()) return [];
    const message = `the rateLimit is of ${this.requests} in ${this.per}, and a credential lives ${longest} at most: a client would be without one`;
    return [{ rule: "rate-limit", message, fix: "allow more requests, or give a shorter per" }];
  }
}
