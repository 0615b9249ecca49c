/** A mount of Vault's Transit secrets engine. */
export interface TransitEngineDescription {
  /** The mount's path: `transit`. */
  readonly path: string;
  /** Whether it exists elsewhere and is only referred to here. */
  readonly imported: boolean;
  /** Keys that are made here. */
  readonly keys: readonly TransitKeyDescription[];
}

/** A key, which leaves Vault for nobody. */
export interface TransitKeyDescription {
  readonly name: string;
  /** Whether Vault lets anybody delete it. */
  readonly deletionAllowed: boolean;
}
