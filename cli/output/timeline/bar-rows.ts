import type { Bar } from "../../../rehearsal/time-lapse/timeline";

/** Bars in rows in which none covers another: what is replaced before it ends is in another row than its successor. */
export function barRows(bars: readonly Bar[]): Bar[][] {
  const rows: Bar[][] = [];
  for (const bar of [...bars].sort((one, other) => one.from - other.from)) {
    const row = rows.find((each) => each.at(-1)!.to <= bar.from);
    if (row) row.push(bar);
    else rows.push([bar]);
  }
  return rows;
}
