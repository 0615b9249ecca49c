import { CHANGE_KINDS, stopsOn } from "./kinds";
import { builtIn, playChange } from "./play-change";

const cases = CHANGE_KINDS.flatMap((kind) =>
  ([15, 18] as const)
    .filter((postgres) => stopsOn(kind, postgres))
    .map((postgres) => [postgres, kind.name, kind] as const),
);

test.each(cases)(
  "on PostgreSQL %i goes through once what is in the way is taken out of it, is quiet then, and leaves no login: %s",
  async (postgres, _, kind) => {
    const { first, again, left } = await playChange(kind, postgres, builtIn, true);
    expect([first.refusals, again]).toEqual([[], { refusals: [], changes: [] }]);
    expect(JSON.stringify(left).match(/"rolname":"v-[^"]*"/g)).toBeNull();
  },
  120_000,
);
