import { CHANGE_KINDS } from "./kinds";
import { builtIn, playChange } from "./play-change";

const cases = CHANGE_KINDS.flatMap((kind) =>
  ([15, 18] as const).map((postgres) => [kind.name, postgres, kind] as const),
);

test.each(cases)(
  "%s, on PostgreSQL %i",
  async (_, postgres, kind) => {
    const played = await playChange(kind, postgres, builtIn);
    const { left, leftThen, ...rest } = played;
    console.log(
      kind.name,
      postgres,
      JSON.stringify(rest, null, 1),
      JSON.stringify(leftThen) === JSON.stringify(left),
    );
  },
  120_000,
);
