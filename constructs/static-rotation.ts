import type { RotationDescription } from "./access/static-role-description";
import { Duration } from "./duration";

export interface RotationScheduleProps {
  /** Five fields, in UTC: minute, hour, day of the month, month, day of the week. Vault's `rotation_schedule`. */
  readonly cron: string;
  /** How much later it may still happen; a rotation that was missed waits for the next one. Vault's `rotation_window`. @default Duration.hours(1) */
  readonly window?: Duration;
}

/**
 * When Vault changes the password of a static role. It also does so when the role is made.
 *
 * @see Vault documentation, "Database secrets engine (API)", "Create static role",
 * https://developer.hashicorp.com/vault/api-docs/secret/databases#create-static-role
 */
export class StaticRotation {
  /** So long after the last time; 5 seconds or more. Vault's `rotation_period`. */
  static every(period: Duration): StaticRotation {
    return new StaticRotation(period);
  }

  /** By a schedule, which OpenBao hasn't: for an engine of `VaultProduct.vault()`. */
  static schedule({ cron, window = Duration.hours(1) }: RotationScheduleProps): StaticRotation {
    return new StaticRotation(undefined, { cron, window });
  }

  private constructor(
    /** Vault's `rotation_period`. Not by a schedule. */
    readonly period?: Duration,
    /** Vault's `rotation_schedule` and `rotation_window`. Not by a period. */
    readonly schedule?: Required<RotationScheduleProps>,
  ) {}

  /** As `access.json` has it. */
  describe(): RotationDescription {
    const { period, schedule } = this;
    if (schedule) return { kind: "schedule", cron: schedule.cron, window: schedule.window.toSeconds() };
    return { kind: "period", period: period?.toSeconds() ?? 0 };
  }
}
