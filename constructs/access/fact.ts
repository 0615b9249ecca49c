/** One thing that a manifest says. */
export interface Fact {
  readonly subject: string;
  readonly what: string;
  /** What it is the value of, where its subject has one value at a time. */
  readonly setting?: string;
}

/** That the stack has something at all. */
export function presence(what: string, imported: boolean): Fact {
  return { subject: "the stack", setting: what, what: `${what}, made ${imported ? "elsewhere" : "here"}` };
}

/** How long leases live. */
export function leases(ttl: number, maxTtl: number): string {
  return `leases of ${time(ttl)}, at most ${time(maxTtl)}`;
}

/** Seconds as a person says them. */
export function time(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
