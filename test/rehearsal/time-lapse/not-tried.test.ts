import { endsWithToken } from "../../../rehearsal/time-lapse/observations/ends-with-token";
import { tooLong } from "../../../rehearsal/time-lapse/too-long";

const bounded = { kind: "bounded", ttl: 20, maxTtl: 42 } as const;

test("a lease that a bounded token ends isn't waited for to reach its max_ttl", () => {
  expect(endsWithToken(bounded, 48)).toBe("its token ends before, and the lease with it");
  expect(endsWithToken(bounded, 42)).toBe("its token ends before, and the lease with it");
  expect(endsWithToken(bounded, 41)).toBeUndefined();
  expect(endsWithToken({ kind: "periodic", period: 20 }, 48)).toBeUndefined();
});

test("what takes longer than two minutes isn't waited for, and by which factor it would be played is told", () => {
  expect(tooLong("twice its token's period", 144, 1200)).toBe(
    "twice its token's period is 2 days: a factor of 1440 or more plays it",
  );
  expect(tooLong("twice its token's period", 120, 1200)).toBeUndefined();
});
