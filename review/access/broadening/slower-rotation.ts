import { time } from "../../../constructs/access/fact";
import { databaseName, rotationInWords } from "../../../constructs/access/postgres-facts";
import type {
  RotationDescription,
  StaticRolePairDescription,
} from "../../../constructs/access/static-role-description";
import { kept } from "./compared";
import type { BroadeningRule } from "./rule";

export const slowerRotation: BroadeningRule = {
  id: "slower-rotation",
  what: "A password is of use for longer",
  why: "Whoever has read it can log in with it until it changes.",
  gains: (before, after) => [
    ...kept(before.staticRoles, after.staticRoles, ({ path }) => path)
      .filter(({ was, is }) => !isAsOften(was.rotation, is.rotation))
      .map(({ was, is }) => ({
        who: `whoever reads ${is.path}`,
        what: rotationInWords(is.rotation),
        was: rotationInWords(was.rotation),
        on: databaseName(is.database),
        credential: is.path,
      })),
    ...kept(before.staticRolePairs, after.staticRolePairs, ({ engine, name }) => `${engine}/${name}`)
      .filter(({ was, is }) => is.longestUse > was.longestUse || is.period > was.period)
      .map(({ was, is }) => ({
        who: `whoever uses pair ${is.engine}/${is.name}`,
        what: pairInWords(is),
        was: pairInWords(was),
        on: `engine ${is.engine}`,
      })),
  ],
};

/** Of two schedules that differ, nobody here says which one comes more often. */
function isAsOften(was: RotationDescription, is: RotationDescription): boolean {
  if (was.kind === "period" && is.kind === "period") return is.period <= was.period;
  if (was.kind === "schedule" && is.kind === "schedule")
    return is.cron === was.cron && is.window <= was.window;
  return false;
}

function pairInWords({ period, longestUse }: StaticRolePairDescription): string {
  return `passwords that change every ${time(period)} and are used for ${time(longestUse)} at most`;
}
