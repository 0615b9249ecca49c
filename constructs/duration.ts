import { Token } from "cdktf";

/** Vault counts in nanoseconds, with 64 bits. */
const MOST_SECONDS = 9_223_372_036;

/**
 * A length of time. Every TTL of the library is a Duration, so a reader never guesses the unit.
 *
 * @see Vault documentation, "Lease, renew, and revoke",
 * https://developer.hashicorp.com/vault/docs/concepts/lease
 */
export class Duration {
  /** A number of seconds. */
  static seconds(amount: number): Duration {
    return new Duration(amount, "seconds", 1);
  }

  /** A number of minutes. */
  static minutes(amount: number): Duration {
    return new Duration(amount, "minutes", 60);
  }

  /** A number of hours. */
  static hours(amount: number): Duration {
    return new Duration(amount, "hours", 3600);
  }

  /** A number of days of 24 hours. */
  static days(amount: number): Duration {
    return new Duration(amount, "days", 86_400);
  }

  private constructor(
    private readonly amount: number,
    private readonly unit: string,
    private readonly secondsPerUnit: number,
  ) {}

  /** The whole duration in seconds, the unit Vault's API takes. */
  toSeconds(): number {
    return this.amount * this.secondsPerUnit;
  }

  /** Whether it is known now, and not only when Terraform runs. */
  isKnown(): boolean {
    return !Token.isUnresolved(this.amount);
  }

  /** Whether Vault can take it: a whole number of seconds, from one to some 292 years. Constructs report others. */
  isValid(): boolean {
    const seconds = this.toSeconds();
    return this.isKnown() && Number.isInteger(seconds) && seconds > 0 && seconds <= MOST_SECONDS;
  }

  /** As a person writes it: `15 minutes`. */
  toString(): string {
    return `${this.amount} ${this.amount === 1 ? this.unit.slice(0, -1) : this.unit}`;
  }
}
