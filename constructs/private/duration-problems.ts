import { Token } from "cdktf";
import type { Duration } from "../duration";
import type { Problem } from "./validation";

/**
 * What is wrong with lengths of time, by the name of their prop.
 *
 * @param guardrail the one that checks the same where it is rendered
 */
export function durationProblems(
  durations: Readonly<Record<string, Duration | undefined>>,
  guardrail?: string,
): Problem[] {
  const fix = "use a whole number of seconds, minutes, hours or days, above zero";
  return Object.entries(durations).flatMap(([name, duration]) => {
    // A number of seconds is Vault's to check; of minutes and more nobody can work out how many seconds they are.
    if (!duration || duration.isValid() || Token.isUnresolved(duration.toSeconds())) return [];
    if (!duration.isKnown()) return [unknownDuration(name, guardrail)];
    const message = `${name} is ${duration}, which is not a valid length of time`;
    return [{ rule: "duration", message, fix, guardrail }];
  });
}

function unknownDuration(name: string, guardrail?: string): Problem {
  const message = `${name} is a number that only Terraform knows`;
  return { rule: "duration", message, fix: "write the number down, or use Duration.seconds", guardrail };
}

/** What is wrong when one length of time may not exceed another. Both have to be valid. */
export function orderProblems(shorter: [string, Duration], longer: [string, Duration]): Problem[] {
  const [shortName, short] = shorter;
  const [longName, long] = longer;
  if (!short.isValid() || !long.isValid() || short.toSeconds() <= long.toSeconds()) return [];
  const message = `${shortName} is ${short}, longer than ${longName}, which is ${long}`;
  return [{ rule: "ttl-order", message, fix: `lower ${shortName} or raise ${longName}` }];
}
