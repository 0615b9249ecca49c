import { FLOORS } from "./floors";

/** Durations in seconds, divided by a factor and at least as long as their floor. */
export class Shortened {
  constructor(private readonly factor: number) {}

  of(seconds: number, floor: number): number {
    return Math.max(Math.round(seconds / this.factor), floor);
  }

  /** Of a lease: one that can't be renewed beyond its TTL still can't. */
  lease(ttl: number, maxTtl: number): { readonly ttl: number; readonly maxTtl: number } {
    const shortened = this.of(ttl, FLOORS.lease);
    return { ttl: shortened, maxTtl: maxTtl > ttl ? this.of(maxTtl, FLOORS.maxTtl) : shortened };
  }

  /** Of a bounded token: whoever has it needs another one before it ends, and can't get that while Vault is stopped. */
  token(ttl: number, maxTtl: number): { readonly ttl: number; readonly maxTtl: number } {
    const shortened = this.of(maxTtl, FLOORS.maxTtl);
    return { ttl: maxTtl > ttl ? this.of(ttl, FLOORS.token) : shortened, maxTtl: shortened };
  }

  period(seconds: number): number {
    return this.of(seconds, FLOORS.token);
  }

  rotation(seconds: number): number {
    return this.of(seconds, FLOORS.rotation);
  }

  secretId(seconds: number): number {
    return this.of(seconds, FLOORS.secretId);
  }

  interval(seconds: number): number {
    return this.of(seconds, FLOORS.interval);
  }
}
