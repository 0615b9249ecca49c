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
