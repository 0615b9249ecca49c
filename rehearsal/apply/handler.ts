import type { AccessManifest } from "../../constructs";
import type { VaultClient } from "../../clients/vault-client";
import { block, bool, list, type Schema, text } from "./kinds";
import type { PostgresTarget } from "./postgres-target";

/** A resource's arguments, with every expression filled in. */
export type Arguments = Readonly<Record<string, unknown>>;

/** What a handler works on. */
export interface Targets {
  readonly vault: VaultClient;
  /** The server of the resource's provider. */
  readonly postgres: PostgresTarget;
  /** Arguments whose later changes Terraform overlooks: `lifecycle { ignore_changes }`. */
  readonly ignoreChanges: readonly string[];
}

/** A resource, by its type and some of its arguments; `provider` is the server of what is made in PostgreSQL. */
export interface Need {
  readonly type: string;
  readonly where: Arguments;
}

/** Does for one type of Terraform resource what its provider does. */
export interface Handler {
  /** The arguments that have a meaning here. Any other one is an error. */
  readonly arguments: Schema;
  /** Those whose later changes Terraform may be told to overlook, where the resource doesn't give them. @default - none */
  readonly mayIgnore?: readonly string[];
  /** Those of which another value makes the resource anew: the provider marks them `ForceNew`. */
  readonly replacedBy: readonly string[];
  /** Those that stay as they are where they are given no more: the provider marks them `Computed`. @default - none */
  readonly kept?: readonly string[];
  /** Those that the provider never reads: after a change that failed, Terraform takes them for changed. @default - none */
  readonly unread?: readonly string[];
  /** What has to be there before it, where the stack makes it. @default - nothing */
  readonly needs?: (args: Arguments, access: AccessManifest) => readonly Need[];
  /** Whether nothing else may be written to Vault while it is applied. @default false */
  readonly isAlone?: boolean;
  /**
   * Reads what Terraform reads before it plans: what somebody else took away is made again.
   * @param args its arguments when it was applied last
   * @returns its arguments as they are now; nothing where it is gone
   */
  read(args: Arguments, targets: Targets): Promise<Arguments | undefined>;
  /**
   * Makes the resource, or changes it.
   * @param previous its arguments as they were before, if it was there
   * @returns attributes that other resources can refer to besides its arguments
   */
  apply(args: Arguments, targets: Targets, previous?: Arguments): Promise<Arguments | void>;
  /** Destroys what was applied with these arguments. */
  destroy(args: Arguments, targets: Targets): Promise<void>;
}

/** Arguments that Terraform itself takes. */
export const META_ARGUMENTS: Schema = {
  depends_on: list(text),
  lifecycle: block({ prevent_destroy: bool, create_before_destroy: bool, ignore_changes: list(text) }),
  provider: text,
};
