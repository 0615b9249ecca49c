import { availableParallelism } from "node:os";
import { isForTheUser } from "../clients/could-not-tell";
import type { Ability } from "./abilities";
import { type Check, type CheckResult, NotChecked } from "./check";
import { FixtureError } from "./fixture";
import { lineOf } from "./subject";

/** Checks that are tried one after the other. */
export interface Group {
  readonly checks: readonly Check[];
  /** Ends what they had open. */
  close?(): Promise<void>;
}

/** Groups that are tried at once. The next phase begins when all of them are done. */
export interface Phase {
  readonly name: string;
  readonly groups: readonly Group[];
}

export interface RunProps {
  /** What the deployment is able to. */
  readonly abilities: ReadonlySet<Ability>;
  /** Told of every check when it is done. */
  readonly onResult?: (result: CheckResult) => void;
  /** Whether a result is enough to know: no other check is begun then. @default - all are tried */
  readonly until?: (result: CheckResult) => boolean;
}

/** More at once only wait for each other. */
const GROUPS_AT_ONCE = 4 * availableParallelism();

/**
 * Tries checks, and takes down how they go, in the order they end.
 *
 * @throws RehearsalError when one could not tell
 */
export async function run(phases: readonly Phase[], props: RunProps): Promise<CheckResult[]> {
  const runner = new Runner(props);
  for (const { groups } of phases) await runner.phase(groups);
  return runner.results;
}

class Runner {
  readonly results: CheckResult[] = [];
  private isEnough = false;
  /** By the failure of a fixture, the check that met it first. */
  private readonly causes = new Map<FixtureError, Check>();

  constructor(private readonly props: RunProps) {}

  async phase(groups: readonly Group[]): Promise<void> {
    const waiting = [...groups];
    const next = async (): Promise<void> => {
      for (let group = waiting.shift(); group; group = waiting.shift()) await this.group(group);
    };
    await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, next));
  }

  private async group({ checks, close }: Group): Promise<void> {
    for (const check of checks) if (!this.isEnough) await this.check(check);
    await close?.();
  }

  private async check(check: Check): Promise<void> {
    const { id, kind, says, about } = check;
    const start = performance.now();
    const outcome = await this.outcomeOf(check);
    const ms = Math.round(performance.now() - start);
    const result = { id, kind, says, about, ok: outcome.outcome === "passed", ...outcome, ms };
    this.results.push(result);
    this.props.onResult?.(result);
    this.isEnough ||= this.props.until?.(result) ?? false;
  }

  private async outcomeOf(check: Check): Promise<Pick<CheckResult, "outcome" | "detail" | "because">> {
    const missing = check.needs.filter((ability) => !this.props.abilities.has(ability));
    if (missing.length) return { outcome: "not checked", detail: `it needs: ${missing.join(", ")}` };
    try {
      return { outcome: "passed", detail: await check.attempt() };
    } catch (error) {
      if (error instanceof NotChecked) return { outcome: "not checked", detail: error.message };
      const reason = error instanceof FixtureError ? error.cause : error;
      if (isForTheUser(reason)) throw reason;
      const cause = error instanceof FixtureError ? this.causes.get(error) : undefined;
      if (cause) {
        const { id, about } = cause;
        return { outcome: "broken off", detail: `because of ${lineOf(cause)}`, because: { id, about } };
      }
      if (error instanceof FixtureError) this.causes.set(error, check);
      return { outcome: "failed", detail: messageOf(error) };
    }
  }
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message || (error instanceof Error ? error.name : "failed without a word");
}
