import { entries } from "../../../constructs/guardrails/rendered/resources";
import type { Reference } from "../../../constructs/guardrails/rendered/expressions";

/** Terraform's providers that a rehearsal has a part of. */
const PROVIDERS = ["vault", "postgresql", "random"];

/** Something of a stack that isn't rehearsed. */
export interface NotChecked {
  readonly what: string;
  /** Why not. */
  readonly because: string;
}

type Config = Readonly<Record<string, unknown>>;

/** Whether a rehearsal has a part of a provider. */
export function isOwnProvider(name: string): boolean {
  return PROVIDERS.includes(name);
}

/** Whether a type of resource is of Vault's or PostgreSQL's provider, or makes a first password. */
export function isOwnType(type: string): boolean {
  return /^(ephemeral\.)?(vault|postgresql)_/.test(type) || type === "ephemeral.random_password";
}

/** Which parts of a configuration are others'. */
export class ForeignParts {
  /** Each by its address. */
  readonly all: readonly NotChecked[];

  /** @param others what else is passed over. @default - nothing */
  constructor(config: Config, others: readonly NotChecked[] = []) {
    this.all = [
      ...entries(config.check).map(([name]) =>
        notChecked(`check.${name}`, "it looks at what is there, and changes nothing"),
      ),
      ...MOVES.flatMap((block) => movesIn(config, block)),
      ...others,
      ...["", "ephemeral."].flatMap((prefix) =>
        named(prefix ? config.ephemeral : config.resource)
          .filter(([type]) => !isOwnType(`${prefix}${type}`))
          .map(([type, name]) => notChecked(`${prefix}${type}.${name}`, "it is of another provider")),
      ),
      ...named(config.data).map(([type, name]) =>
        notChecked(`data.${type}.${name}`, "it is a data source, which reads from elsewhere"),
      ),
      ...entries(config.module).map(([name]) =>
        notChecked(`module.${name}`, "it is a module, whose resources are not in the stack"),
      ),
    ];
  }

  /** Of those that tell Terraform what its state holds, each that is about what is rehearsed. */
  static movesOfOwn(config: Config): string[] {
    return MOVES.flatMap((block) =>
      targetsIn(config, block)
        .filter(isOwnAddress)
        .map((to) => `${block} of ${to}`),
    );
  }

  has(address: string): boolean {
    return this.all.some(({ what }) => what === address);
  }

  /** Whether somebody depends on one by its name, or on something in it. */
  isDependency(name: string): boolean {
    return this.has(withoutIndexes(name)) || this.holds(name);
  }

  /** Whether what a reference stands for is known only to somebody else. */
  isMeant(reference: Reference): boolean {
    if (reference.kind === "attribute") return this.has(reference.address);
    return (
      reference.kind === "other" && (/^(path|terraform)\./.test(reference.name) || this.holds(reference.name))
    );
  }

  private holds(name: string): boolean {
    return this.all.some(({ what }) => withoutIndexes(name).startsWith(`${what}.`));
  }
}

/** Blocks that tell Terraform what its state holds, or shall hold. */
const MOVES = ["import", "moved", "removed"];

function targetsIn(config: Config, block: string): string[] {
  const all = [config[block] ?? []].flat() as readonly { readonly to?: unknown; readonly from?: unknown }[];
  return all.map(({ to, from }) => String(to ?? from));
}

function movesIn(config: Config, block: string): NotChecked[] {
  const others = targetsIn(config, block).filter((to) => !isOwnAddress(to));
  return others.map((to) => notChecked(`${block} of ${to}`, "it is of another provider"));
}

function isOwnAddress(address: string): boolean {
  return isOwnType(address.replace(/\..*$/s, ""));
}

/** One of several is named with its number, or its key. */
function withoutIndexes(name: string): string {
  return name.replaceAll(/\[[^\]]*\]/g, "");
}

function notChecked(what: string, because: string): NotChecked {
  return { what, because };
}

/** The types and names in a block. */
function named(block: unknown): [type: string, name: string][] {
  return entries(block).flatMap(([type, all]) =>
    entries(all).map(([name]): [string, string] => [type, name]),
  );
}
