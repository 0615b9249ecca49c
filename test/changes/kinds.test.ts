import { CHANGE_KINDS, type ChangeKind } from "./kinds";
import { builtIn, type Outcome, playChange } from "./play-change";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";

const cases = CHANGE_KINDS.flatMap((kind) =>
  ([15, 18] as const).map((postgres) => [postgres, kind.name, kind] as const),
);

/** What is refused, by its address and by what the server said. */
const told = ({ refusals }: Outcome) => refusals.map(({ address, says }) => `${address}: ${says}`);

/** Where a change stops. */
function refused({ fails }: ChangeKind, postgres: PostgresVersion): unknown[] {
  if (!fails || !(fails.on ?? [postgres]).includes(postgres)) return [];
  return [expect.stringMatching(new RegExp(`${fails.at}.*: .*${fails.says}`))];
}

test.each(cases)(
  "on PostgreSQL %i goes through, or stops at what is named, and is quiet once more: %s",
  async (postgres, _, kind) => {
    const { first, afterwards, again } = await playChange(kind, postgres, builtIn);
    expect(told(first)).toEqual(refused(kind, postgres));
    expect(afterwards ? told(afterwards) : []).toEqual(kind.fails?.remains ? refused(kind, postgres) : []);
    if (!kind.fails?.remains) expect(again).toEqual({ refusals: [], changes: [] });
  },
  120_000,
);
