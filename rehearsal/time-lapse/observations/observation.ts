import type { Check } from "../../../contract/check";

/** Something that a day has to show. */
export interface Observation extends Pick<Check, "id" | "kind" | "says" | "about"> {
  /** Why a day can't show it. @default - it can */
  readonly notChecked?: string;
  /** Whether there is nothing more to wait for. */
  isDone(): boolean;
  /**
   * What was seen, when the day is over.
   *
   * @throws NotChecked when it couldn't be shown
   * @throws Violation when it isn't what the stack describes
   */
  result(): string | Promise<string>;
}
