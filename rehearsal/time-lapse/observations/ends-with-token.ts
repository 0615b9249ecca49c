import type { TokenDescription } from "../../../constructs";

/** Why a lease can't be seen to live so many seconds: its token ends before, and the lease with it. */
export function endsWithToken(token: TokenDescription, seconds: number): string | undefined {
  if (token.kind === "periodic" || token.maxTtl > seconds) return undefined;
  return "its token ends before, and the lease with it";
}
