import type { AccessManifest } from "../../../constructs";
import { Violation } from "../../../contract/check";
import { OUTAGE_S } from "../floors";
import type { PairInTurn } from "../pair-in-turn";
import type { PasswordsWatch } from "../passwords-watch";
import { rotationPeriod } from "../shortened-access";
import { tooLong } from "../too-long";
import type { Observation } from "./observation";

/** Vault looks every 5 s what is due; and nothing rotates while it is stopped. */
const LATE_S = 5 + OUTAGE_S + 2;
const EARLY_S = 1;
/** For how long whoever uses a password is looked at when it is another one. */
const AFTERWARDS_S = 5;

/** The password of a static role changes when its period is over. */
export function rotatesInTime(watch: PasswordsWatch, access: AccessManifest, factor: number): Observation {
  const { role, rotations } = watch;
  const period = rotationPeriod(role, access);
  return {
    id: "rotates-in-time",
    kind: "rotation",
    says: "happens in time",
    about: { kind: "role", name: role.name, engine: role.engine },
    notChecked: tooLong("its rotation period", period, factor),
    isDone: () => rotations.length > 0 && watch.age > AFTERWARDS_S,
    result: () => {
      const [rotation] = rotations;
      if (!rotation) throw new Violation(`its password didn't change within ${period} played seconds`);
      const after = (rotation.rotated - rotation.before) / 1000;
      if (after < period - EARLY_S || after > period + LATE_S)
        throw new Violation(
          `its password changed after ${Math.round(after)} played seconds instead of ${period}`,
        );
      if (!rotation.isInDatabase) throw new Violation("the database doesn't take its new password alone");
      return `its password changed after ${Math.round(after)} played seconds`;
    },
  };
}

/** The two of a pair change so far apart that whoever uses the other one notices nothing. */
export function pairRotatesInTurn(turn: PairInTurn, factor: number): Observation {
  const { pair } = turn;
  const after = () => turn.rotationsSinceForced;
  return {
    id: "pair-rotates-in-turn",
    kind: "rotation",
    says: "changes in turn",
    about: { kind: "role", name: pair.name, engine: pair.engine },
    notChecked: tooLong("its period", pair.period, factor),
    isDone: () => after().length > 0 && turn.both.every(({ age }) => age > AFTERWARDS_S),
    result: () => {
      if (!turn.forced) throw new Violation("there was no time to set its rotations apart");
      const [next] = after();
      if (!next)
        throw new Violation(`no password changed within a period after ${turn.forced} had been set apart`);
      const apart = Math.round(next.apart);
      if (apart < pair.longestUse)
        throw new Violation(
          `${next.name} changed ${apart} played seconds after the other one, which is used for ${pair.longestUse}`,
        );
      return `${next.name} changed ${apart} played seconds after ${turn.forced}`;
    },
  };
}
