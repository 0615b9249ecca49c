import { setTimeout as sleep } from "node:timers/promises";
import type { StaticRolePairDescription } from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import { pairPhase } from "../../contract/pair-phase";
import type { Outage } from "./outage";
import type { PasswordsWatch } from "./passwords-watch";

const POLL_MS = 500;

/** Sets the rotations of a pair apart, once, as whoever deployed it does: both changed when they were made. */
export class PairInTurn {
  /** The static role whose rotation was forced. */
  forced?: string;
  private forcedAt = Infinity;

  constructor(
    readonly pair: StaticRolePairDescription,
    private readonly blue: PasswordsWatch,
    private readonly green: PasswordsWatch,
    private readonly deployment: Deployment,
    private readonly outage: Outage,
  ) {}

  get both(): PasswordsWatch[] {
    return [this.blue, this.green];
  }

  /** Returns when it is done, or the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    for (; !signal.aborted && !this.forced; await sleep(POLL_MS)) {
      const [blue, green] = [this.blue.last, this.green.last];
      if (!blue || !green || this.outage.isOn) continue;
      const { due, isApart } = pairPhase(this.pair, { blue, green });
      const now = Date.now();
      if (isApart || now < due.from || now > due.until) continue;
      const role = this.pair[due.color];
      await this.deployment.vault.request("POST", `${this.pair.engine}/rotate-role/${role}`);
      this.forcedAt = now;
      this.forced = role;
    }
  }

  /** What changed by itself afterwards, and how many seconds from the rotation before it. */
  get rotationsSinceForced(): { readonly name: string; readonly apart: number }[] {
    const all = this.both.flatMap(({ role, rotations }) =>
      rotations.map(({ rotated }) => ({ name: role.name, rotated })),
    );
    const inOrder = all.sort((one, other) => one.rotated - other.rotated);
    return inOrder.flatMap(({ name, rotated }, index) => {
      const before = inOrder[index - 1];
      // The forced one itself is the last before the others.
      if (!before || before.rotated < this.forcedAt - 1_000) return [];
      return [{ name, apart: (rotated - before.rotated) / 1000 }];
    });
  }
}

/** The pairs of a deployment. */
export function pairsIn(
  deployment: Deployment,
  passwords: readonly PasswordsWatch[],
  outage: Outage,
): PairInTurn[] {
  const watchOf = (engine: string, name: string) =>
    passwords.find(({ role }) => role.engine === engine && role.name === name) as PasswordsWatch;
  return deployment.access.staticRolePairs.map((pair) => {
    const [blue, green] = [watchOf(pair.engine, pair.blue), watchOf(pair.engine, pair.green)];
    return new PairInTurn(pair, blue, green, deployment, outage);
  });
}
