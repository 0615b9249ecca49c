import { time } from "../../../constructs/access/fact";
import type { RateLimitDescription } from "../../../constructs/access/leased-role-description";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { isMore, kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const looserRateLimit: BroadeningRule = {
  id: "looser-rate-limit",
  what: "A credential can be asked for more often",
  why: "Each read makes another user of the database: whoever may read it can make it run out of them.",
  gains: (before, after) =>
    kept(before.roles, after.roles, ({ path }) => path)
      .filter(({ was, is }) => isLooser(was.rateLimit, is.rateLimit))
      .map(({ was, is }) => ({
        who: `whoever reads ${is.path}`,
        what: inWords(is.rateLimit),
        was: inWords(was.rateLimit),
        on: databaseName(is.database),
        credential: is.path,
      })),
};

function isLooser(was?: RateLimitDescription, is?: RateLimitDescription): boolean {
  if (!was) return false;
  return !is || isMore(was.requests, is.requests) || is.requests / is.per > was.requests / was.per;
}

function inWords(limit?: RateLimitDescription): string {
  if (!limit) return "any number of requests";
  return `${limit.requests} ${limit.requests === 1 ? "request" : "requests"} within ${time(limit.per)}`;
}
