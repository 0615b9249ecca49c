import { Token } from "cdktf";
import type { Duration } from "../duration";
import { cronProblem } from "./cron";
import { durationProblems } from "./duration-problems";
import type { Problem } from "./validation";

/** How often Vault looks whether a password is due. */
const TICK_SECONDS = 5;
/** Vault takes no shorter window. */
const SHORTEST_WINDOW_SECONDS = 3600;

/** When a password is changed: by one of the two. */
interface Rotation {
  readonly period?: Duration;
  readonly schedule?: { readonly cron: string; readonly window: Duration };
}

/** A product that answers Vault's API. */
interface Product {
  readonly name: "vault" | "openbao";
}

/** What is wrong with when a password is changed, where a product answers Vault's API. */
export function rotationProblems({ period, schedule }: Rotation, product?: Product): Problem[] {
  return [
    ...(period ? periodProblems(period) : []),
    ...(schedule
      ? [
          ...scheduleProblems(schedule.cron),
          ...productProblems(schedule.cron, product),
          ...windowProblems(schedule.window),
        ]
      : []),
  ];
}

function periodProblems(period: Duration): Problem[] {
  const problems = durationProblems({ "the rotation's period": period });
  if (problems.length || !period.isKnown() || !(period.toSeconds() < TICK_SECONDS)) return problems;
  const message = `the rotation's period is ${period}; Vault looks every ${TICK_SECONDS} seconds`;
  return [{ rule: "rotation-period", message, fix: `use ${TICK_SECONDS} seconds or more` }];
}

function scheduleProblems(cron: string): Problem[] {
  // What only Terraform knows is Vault's to check.
  const problem = Token.isUnresolved(cron) ? undefined : cronProblem(cron);
  if (!problem) return [];
  const message = `"${cron}" is not a schedule: ${problem}`;
  const fix =
    'write five fields: minute, hour, day of the month, month, day of the week; "0 3 * * 6" is every Saturday at 3:00 UTC';
  return [{ rule: "rotation-schedule", message, fix }];
}

function productProblems(cron: string, product?: Product): Problem[] {
  if (product?.name === "vault") return [];
  const where = product ? "of OpenBao" : "that may be OpenBao's";
  const message = `the rotation is by the schedule "${cron}" on an engine ${where}, which has no schedules`;
  const fix = "use StaticRotation.every, or give the engine product: VaultProduct.vault()";
  return [{ rule: "rotation-product", message, fix }];
}

function windowProblems(window: Duration): Problem[] {
  const problems = durationProblems({ "the rotation's window": window });
  if (problems.length || !window.isKnown() || !(window.toSeconds() < SHORTEST_WINDOW_SECONDS))
    return problems;
  const message = `the rotation's window is ${window}; Vault takes none that is shorter than an hour`;
  return [{ rule: "rotation-window", message, fix: "use an hour or more" }];
}
