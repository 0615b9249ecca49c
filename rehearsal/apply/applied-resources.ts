import type { Reference } from "../../constructs/guardrails/rendered/expressions";
import type { Arguments, Handler } from "./handler";
import { HANDLERS } from "./handlers";
import type { AppliedResource } from "./planned-changes";

/** What was applied, as Terraform's state keeps it. */
export class AppliedResources {
  /** The first passwords of Vault's accounts, by connection. */
  readonly passwords = new Map<string, string>();
  private readonly byAddress = new Map<string, AppliedResource>();
  /** What was replaced by a new one, and is to be destroyed still. */
  private readonly replaced = new Set<AppliedResource>();
  /** What Terraform forgets when it ends. */
  private readonly opened = new Map<string, AppliedResource>();

  get current(): readonly AppliedResource[] {
    return [...this.byAddress.values()];
  }

  /** Those whose replacement is there already. */
  get deposed(): readonly AppliedResource[] {
    return [...this.replaced];
  }

  /** @param before what it replaces, where that is still there */
  set(applied: AppliedResource, before?: AppliedResource): void {
    const { address, type } = applied.resource;
    if (before && this.byAddress.get(address) === before) this.replaced.add(before);
    (type.startsWith("ephemeral.") ? this.opened : this.byAddress).set(address, applied);
  }

  remove(applied: AppliedResource): void {
    const { address } = applied.resource;
    if (this.byAddress.get(address) === applied) this.byAddress.delete(address);
    this.replaced.delete(applied);
  }

  /** @param args its arguments as they are on its server; nothing where it is gone */
  found(applied: AppliedResource, args: Arguments | undefined): void {
    const { address } = applied.resource;
    if (args) this.byAddress.set(address, { ...applied, args });
    else this.byAddress.delete(address);
  }

  /** What the provider never reads is taken for changed, although the change failed. */
  failed(before: AppliedResource, args: Arguments): void {
    const { unread = [] } = HANDLERS[before.resource.type] as Handler;
    const taken = unread.reduce((all, path) => withValue(all, args, path.split(".")), before.args);
    this.byAddress.set(before.resource.address, { ...before, args: taken });
  }

  valueOf({ address, attribute }: Extract<Reference, { kind: "attribute" }>): unknown {
    const found = this.opened.get(address) ?? this.byAddress.get(address);
    return found?.exported[attribute] ?? found?.args[attribute];
  }
}

/** Arguments with one of other arguments: `["postgresql", "password_wo_version"]`. */
function withValue(args: Arguments, others: Arguments, [name = "", ...within]: readonly string[]): Arguments {
  if (!within.length) return { ...args, [name]: others[name] };
  const inner = withValue((args[name] ?? {}) as Arguments, (others[name] ?? {}) as Arguments, within);
  return { ...args, [name]: inner };
}
