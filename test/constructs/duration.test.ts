import { Duration } from "../../constructs";

test("a duration is told in seconds, whatever it was given in", () => {
  expect(Duration.seconds(90).toSeconds()).toBe(90);
  expect(Duration.minutes(15).toSeconds()).toBe(900);
  expect(Duration.hours(2).toSeconds()).toBe(7200);
  expect(Duration.days(30).toSeconds()).toBe(2_592_000);
});

test("a duration reads as it was given, in the singular for one", () => {
  expect(`${Duration.seconds(1)}`).toBe("1 second");
  expect(`${Duration.minutes(15)}`).toBe("15 minutes");
  expect(`${Duration.hours(1)}`).toBe("1 hour");
  expect(`${Duration.days(0)}`).toBe("0 days");
});

test("a fraction of a unit is fine as long as it is a whole number of seconds", () => {
  expect(Duration.hours(0.5).isValid()).toBe(true);
  expect(Duration.minutes(0.25).toSeconds()).toBe(15);
  expect(Duration.minutes(0.001).isValid()).toBe(false);
});

test("what is no length of time is made, for constructs to report", () => {
  for (const amount of [0, -1, NaN, Infinity]) expect(Duration.seconds(amount).isValid()).toBe(false);
});

test("the longest duration is what Vault can count, some 292 years", () => {
  expect(Duration.seconds(9_223_372_036).isValid()).toBe(true);
  expect(Duration.seconds(9_223_372_037).isValid()).toBe(false);
});
