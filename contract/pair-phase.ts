import type { StaticRolePairDescription } from "../constructs";

/** When Vault changed the passwords of a pair, in milliseconds since 1970. */
export interface PairRotations {
  readonly blue: number;
  readonly green: number;
}

/** How two rotations of a period stand to each other. */
export interface PairPhase {
  /** How many seconds lie between them, at least. */
  readonly apart: number;
  /** Whether they are as far apart as a password is used. */
  readonly isApart: boolean;
  /** The one whose rotation would set them apart, and when nobody uses its password any more. */
  readonly due: { readonly color: "blue" | "green"; readonly from: number; readonly until: number };
}

/** What the last rotations of a pair say about those to come. */
export function pairPhase(
  { period, longestUse }: Pick<StaticRolePairDescription, "period" | "longestUse">,
  { blue, green }: PairRotations,
): PairPhase {
  const distance = Math.round(Math.abs(blue - green) / 1000) % period;
  const apart = Math.min(distance, period - distance);
  const last = Math.max(blue, green);
  return {
    apart,
    isApart: apart >= longestUse,
    due: {
      // Whoever has read since then has the other one's password.
      color: blue < green ? "blue" : "green",
      from: last + longestUse * 1000,
      until: last + (period - longestUse) * 1000,
    },
  };
}

/** When a password changed, in milliseconds since 1970 and parts of one: of a pair, both may have in the same. */
export function rotatedAt(lastVaultRotation: string): number {
  const [, nanoseconds = ""] = /\.\d{3}(\d+)/.exec(lastVaultRotation) ?? [];
  return Date.parse(lastVaultRotation) + Number(`0.${nanoseconds || 0}`);
}
