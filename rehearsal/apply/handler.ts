import type { VaultClient } from "../../clients/vault-client";
import type { PostgresTarget } from "./postgres-target";

/** A resource's arguments, with every expression filled in. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a handler works on. */
export interface Targets {
  readonly vault: VaultClient;
  /** The server of the resource's provider. */
  readonly postgres: PostgresTarget;
  /** Arguments whose differences Terraform overlooks: `lifecycle { ignore_changes }`. */
  readonly ignoreChanges: readonly string[];
}

/** Does for one type of Terraform resource what its provider does. */
export interface Handler {
  /** The arguments it knows. Any other one is an error. */
  readonly known: readonly string[];
  /** Whether nothing else may be written to Vault while it is applied. @default false */
  readonly isAlone?: boolean;
  /**
   * Makes the resource, or changes it.
   * @param previous its arguments when it was applied last, if it was
   * @returns attributes that other resources can refer to besides its arguments
   */
  apply(args: Arguments, targets: Targets, previous?: Arguments): Promise<Arguments | void>;
}

/** Arguments that Terraform itself takes. */
export const META_ARGUMENTS = ["depends_on", "lifecycle", "provider"];

/** Some arguments, without those that aren't given. */
export function pick(args: Arguments, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => args[name] !== undefined).map((name) => [name, args[name]]),
  );
}
