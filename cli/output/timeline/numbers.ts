import type { Timeline } from "../../../rehearsal/time-lapse/timeline";
import { lengthOf } from "./lengths";
import { element, type Markup } from "../page/markup";
import { tile } from "../page/tile";
import { nounOf, NOUNS } from "./nouns";
import { number } from "./sentences";

const NAMES = { token: "tokens", user: "database users", password: "passwords" } as const;

/** What a day comes to. */
export function numbers({ lanes, outages, factor }: Timeline): Markup {
  const bars = lanes.flatMap(({ tokens, credentials }) => [...tokens, ...credentials]);
  const queries = lanes.flatMap(({ queries: own }) => own ?? []);
  const failed = sum(queries.map((each) => each.failed));
  const counts = NOUNS.map((noun) => ({ noun, count: bars.filter(({ of }) => nounOf(of) === noun).length }));
  const stopped = sum(outages.map(({ from, to }) => to - from));
  return element(
    "dl",
    { class: "numbers" },
    tile("queries answered", number(sum(queries.map(({ answered }) => answered)))),
    tile("queries failed", number(failed), failed ? "failed" : "passed"),
    counts.map(({ noun, count }) => (count ? tile(NAMES[noun], number(count)) : undefined)),
    tile("renewals", number(sum(bars.map(({ renewals }) => renewals.length)))),
    stopped ? tile("without Vault", lengthOf(stopped * factor)) : undefined,
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((all, each) => all + each, 0);
}
