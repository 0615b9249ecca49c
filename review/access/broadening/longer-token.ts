import { workloadName } from "../../../constructs/access/access-facts";
import type { TokenDescription } from "../../../constructs/access/access-manifest";
import { time } from "../../../constructs/access/fact";
import { isMore, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const longerToken: BroadeningRule = {
  id: "longer-token",
  what: "A workload's token lives longer",
  why: "Whoever has it may read what the workload may until it ends.",
  gains: (before, after) =>
    kept(before.workloads, after.workloads, workloadName)
      .filter(({ was, is }) => isLonger(was.token, is.token))
      .map(({ was, is }) => ({
        who: workloadName(is),
        what: tokenInWords(is.token),
        was: tokenInWords(was.token),
        on: is.login.path,
      })),
};

function isLonger(was: TokenDescription, is: TokenDescription): boolean {
  if (is.kind === "periodic") return was.kind !== "periodic" || isMore(was.period, is.period);
  if (was.kind === "periodic") return isMore(was.period, is.ttl);
  return isMore(was.ttl, is.ttl) || isMore(was.maxTtl, is.maxTtl);
}

function tokenInWords(token: TokenDescription): string {
  return token.kind === "periodic"
    ? `a token without an end, renewed every ${time(token.period)}`
    : `a token of ${time(token.ttl)}, at most ${time(token.maxTtl)}`;
}
