import { CHANGE_KINDS, type ChangeKind } from "./kinds";
import { builtIn, type Outcome, playChange } from "./play-change";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";

const cases = CHANGE_KINDS.flatMap((kind) =>
  ([15, 18] as const).map((postgres) => [postgres, kind.name, kind] as const),
);

/** What is refused, by its address and by what the server said. */
const told = ({ refusals }: Outcome) => refusals.map(({ address, says }) => `${address}: ${says}`);

/** Where a change stops; once the leases are revoked, only what they have nothing to do with. */
function refused({ fails = [] }: ChangeKind, postgres: PostgresVersion, leased: boolean): unknown[] {
  return fails
    .filter(({ on = [postgres] }) => on.includes(postgres))
    .filter(({ whileLeased = true, remains = false }) => (leased ? whileLeased : remains))
    .map(({ at, says }) => expect.stringMatching(new RegExp(`${at}.*: .*${says}`)) as unknown);
}

test.each(cases)(
  "on PostgreSQL %i goes through, or stops at what is named, and is quiet once more: %s",
  async (postgres, _, kind) => {
    const { first, afterwards, again } = await playChange(kind, postgres, builtIn);
    expect(told(first)).toEqual(refused(kind, postgres, true));
    expect(afterwards ? told(afterwards) : []).toEqual(refused(kind, postgres, false));
    expect(told(again)).toEqual(refused(kind, postgres, false));
    expect(again.changes).toEqual([]);
  },
  120_000,
);
