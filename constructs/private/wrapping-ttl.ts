import { Token } from "cdktf";
import type { WrappingTtl } from "../../policies/login-material-rules";
import { Duration } from "../duration";
import { durationProblems, orderProblems } from "./duration-problems";
import type { Problem } from "./validation";
import { unknownText } from "./vault-name";

export interface Bounds {
  readonly min?: Duration;
  readonly max?: Duration;
}

/** Bounds of wrapping in seconds; a wrong one is reported. @param life how long lives what is wrapped */
export function wrappingTtl({ min, max }: Bounds, life: Duration, standard: WrappingTtl): WrappingTtl {
  const longest = Math.min(standard.max, secondsOf(life) ?? Infinity);
  return { min: secondsOf(min) ?? standard.min, max: secondsOf(max) ?? longest };
}

function secondsOf(time: Duration | undefined): number | undefined {
  return time?.isValid() ? time.toSeconds() : undefined;
}

/** What is wrong with bounds of wrapping. @param life the name of the prop, and how long lives what is wrapped */
export function wrappingTtlProblems(
  { min, max }: Bounds,
  life: [string, Duration],
  standard: WrappingTtl,
): Problem[] {
  const given = Object.entries({ "wrappingTtl.min": min, "wrappingTtl.max": max });
  const unknown = given.filter(([, time]) => time && Token.isUnresolved(time.toSeconds()));
  if (unknown.length) return unknown.map(([name]) => unknownText("duration", `length of ${name}`));
  return [
    ...durationProblems(Object.fromEntries(given)),
    ...(min && max ? orderProblems(["wrappingTtl.min", min], ["wrappingTtl.max", max]) : []),
    ...(max ? orderProblems(["wrappingTtl.max", max], life) : []),
    ...(min && !max ? neverProblems(min, life[1], standard) : []),
  ];
}

/** Where nobody says how long at most, what Vault takes for it may be less than the least: it would refuse everybody. */
function neverProblems(min: Duration, life: Duration, standard: WrappingTtl): Problem[] {
  const { max } = wrappingTtl({}, life, standard);
  if (!min.isValid() || min.toSeconds() <= max) return [];
  const message = `wrappingTtl.min is ${min}, longer than wrappingTtl.max, which is ${Duration.seconds(max)} if nothing is said`;
  return [{ rule: "ttl-order", message, fix: "lower wrappingTtl.min, or give wrappingTtl.max" }];
}
