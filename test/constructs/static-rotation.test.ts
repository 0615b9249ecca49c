import { Duration, StaticRotation } from "../../constructs";
import { cronProblem } from "../../constructs/private/cron";

test("a rotation by a period is described in seconds", () => {
  expect(StaticRotation.every(Duration.days(1)).describe()).toEqual({ kind: "period", period: 86_400 });
});

test("a schedule has a window of an hour where nothing is said", () => {
  const rotation = StaticRotation.schedule({ cron: "0 3 * * 6" });
  expect(rotation.describe()).toEqual({ kind: "schedule", cron: "0 3 * * 6", window: 3600 });
});

test.each([
  "0 3 * * 6",
  "*/15 * * * *",
  "0,30 8-18 1,15 * mon-fri",
  "5/10 * ? JAN,jul *",
  "59 23 31 12 6",
  " 0  3 * * * ",
  "0 3 29 2 *",
  "0 3 31 2,3 *",
  "0 3 31 */3 *",
  "0 3 31 2 0",
])("%s is a schedule", (cron) => {
  expect(cronProblem(cron)).toBeUndefined();
});

test.each([
  ["", "it has not five fields, but 0"],
  ["0 3 * *", "it has not five fields, but 4"],
  ["* 24 * * *", '"24" is no hour'],
  ["0 3 0 * *", '"0" is no day of the month'],
  ["0 3 * 13 *", '"13" is no month'],
  ["0 3 * * 7", '"7" is no day of the week'],
  ["0 3 * * someday", '"someday" is no day of the week'],
  ["30-10 3 * * *", '"30-10" is no minute'],
  ["1-2-3 3 * * *", '"1-2-3" is no minute'],
  ["*/0 3 * * *", '"*/0" is no minute'],
  ["1, 3 * * *", '"" is no minute'],
  ["-1 3 * * *", '"-1" is no minute'],
  ["1-60 3 * * *", '"1-60" is no minute'],
  ["0 3 31 2 *", "no month that it names has a day 31"],
  ["0 3 31 apr-jun/2,9 ?", "no month that it names has a day 31"],
  ["0 3 30-31,31/2 2 *", "no month that it names has a day 30"],
])("%j is none: %s", (cron, problem) => {
  expect(cronProblem(cron)).toBe(problem);
});
