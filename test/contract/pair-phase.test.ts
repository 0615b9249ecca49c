import { pairPhase, rotatedAt } from "../../contract/pair-phase";

const HOUR = 3600;
const pair = { period: 48 * HOUR, longestUse: 12 * HOUR };
const at = (hours: number) => hours * HOUR * 1000;

test("a pair is in phase when it is made: one is due from the longest use on, until so long before the next rotation", () => {
  expect(pairPhase(pair, { blue: at(0), green: at(0) + 400 })).toEqual({
    apart: 0,
    isApart: false,
    due: { color: "blue", from: at(12) + 400, until: at(36) + 400 },
  });
});

test.each([
  [12, 12, true],
  [24, 24, true],
  [36, 12, true],
  [37, 11, false],
  [11, 11, false],
  [48, 0, false],
  [72, 24, true],
])("rotations %d h after each other are %d h apart, which is enough: %s", (hours, apart, isApart) => {
  for (const rotations of [
    { blue: at(0), green: at(hours) },
    { blue: at(hours), green: at(0) },
  ])
    expect(pairPhase(pair, rotations)).toMatchObject({ apart: apart * HOUR, isApart });
});

test("the one that changed first is due: whoever has read since has the other one's password", () => {
  expect(pairPhase(pair, { blue: at(1), green: at(0) }).due).toEqual({
    color: "green",
    from: at(13),
    until: at(37),
  });
});

test("of two that changed in the same millisecond it is known which was first", () => {
  const [first, second] = ["2026-11-26T14:00:00.5012Z", "2026-11-26T14:00:00.501234Z"].map(rotatedAt);
  expect(second! - first!).toBeGreaterThan(0);
  expect(second! - first!).toBeLessThan(1);
  expect(rotatedAt("2026-11-26T14:00:00Z")).toBe(Date.parse("2026-11-26T14:00:00Z"));
});
