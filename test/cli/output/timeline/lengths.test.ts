import {
  lengthOf,
  playedLengthOf,
  playedOf,
  unbroken,
  wordsOf,
} from "../../../../cli/output/timeline/lengths";

test.each([
  [0, "0 s"],
  [0.04, "0 s"],
  [2.54, "2.5 s"],
  [9.97, "10 s"],
  [59.4, "59 s"],
  [59.6, "1 min"],
  [90, "1 min 30 s"],
  [3599.7, "1 h"],
  [3629, "1 h"],
  [3600, "1 h"],
  [48_000, "13 h 20 min"],
  [86_399, "24 h"],
  [129_600, "36 h"],
  [4 * 86_400, "4 d"],
  [4 * 86_400 - 1, "96 h"],
  [442_800, "5 d 3 h"],
])("%d seconds are %s to a person", (seconds, text) => expect(lengthOf(seconds)).toBe(text));

test("played seconds are told to a tenth", () => expect(playedOf(3)).toBe("3.0 s"));

test.each([
  [5.4, "5.4 s"],
  [73, "73 s"],
  [599.96, "600 s"],
  [600, "10 min"],
])("of %d played seconds a day says %s", (seconds, text) => expect(playedLengthOf(seconds)).toBe(text));

test("no line ends within a length", () => {
  expect(wordsOf("it is 1 h 30 min (here 20 h), 5 hours or 2 mins")).toEqual([
    "it",
    "is",
    "1 h 30 min",
    "(here",
    "20 h),",
    "5",
    "hours",
    "or",
    "2",
    "mins",
  ]);
  expect(unbroken("after 13 h 20 min")).toBe("after 13\u00a0h\u00a020\u00a0min");
});
