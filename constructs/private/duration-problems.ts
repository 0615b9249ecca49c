import { Token } from "cdktf";
import type { Duration } from "../duration";
import type { Problem } from "./validation";

/** What is wrong with lengths of time, by the name of their prop. */
export function durationProblems(durations: Readonly<Record<string, Duration | undefined>>): Problem[] {
  const fix = "use a whole number of seconds, minutes, hours or days, above zero";
  return Object.entries(durations).flatMap(([name, duration]) => {
    // A number of seconds is Vault's to check; of minutes and more nobody can work out how many seconds they are.
    if (!duration || duration.isValid() || Token.isUnresolved(duration.toSeconds())) return [];
    if (!duration.isKnown()) return [unknownDuration(name)];
    return [{ rule: "duration", message: `${name} is ${duration}, which is no length of time`, fix }];
  });
}

function unknownDuration(name: string): Problem {
  const message = `${name} is a number that only Terraform knows`;
  return { rule: "duration", message, fix: "write the number down, or use Duration.seconds" };
}

/** What is wrong when one length of time may not exceed another. Both have to be valid. */
export function orderProblems(shorter: [string, Duration], longer: [string, Duration]): Problem[] {
  const [shortName, short] = shorter;
  const [longName, long] = longer;
  if (!short.isValid() || !long.isValid() || short.toSeconds() <= long.toSeconds()) return [];
  const message = `${shortName} is ${short}, longer than ${longName}, which is ${long}`;
  return [{ rule: "ttl-order", message, fix: `raise ${longName} or lower ${shortName}` }];
}
