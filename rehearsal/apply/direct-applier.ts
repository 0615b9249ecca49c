import { readFileSync } from "node:fs";
import { resolve as resolvePath } from "node:path";
import { isForTheUser } from "../../clients/could-not-tell";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import type { VaultClient } from "../../clients/vault-client";
import type { AppliedStack, Applier } from "./applier";
import { evaluate, type Reference } from "../../constructs/guardrails/rendered/expressions";
import { type Arguments, type Handler, META_ARGUMENTS } from "./handler";
import { readArguments } from "./kinds";
import { HANDLERS } from "./handlers";
import { inOrder } from "../stack/order";
import type { PostgresTarget } from "./postgres-target";
import { Turns } from "./turns";

export interface DirectApplierProps {
  /** Vault, as the deployer. */
  readonly vault: VaultClient;
  /** The server of a provider: `postgresql`, or `postgresql.<alias>`. */
  postgresOf(provider: string): PostgresTarget;
  /** The values of Terraform's variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Called before a resource is applied. */
  readonly before?: (resource: Resource) => Promise<void>;
}

interface Lifecycle {
  readonly ignore_changes?: readonly string[];
}

/** A server refused a resource. */
export class ApplyError extends Error {
  constructor(
    readonly resource: Resource,
    cause: unknown,
  ) {
    super(`${resource.address}: ${(cause as Error).message}`, { cause });
  }
}

/** Applies a stack without Terraform: every type of resource has its handler. */
export class DirectApplier implements Applier {
  private readonly applied = new Map<string, Arguments>();
  /** Whose turn it is at Vault. */
  private readonly turns = new Turns();

  constructor(private readonly props: DirectApplierProps) {}

  async apply(stack: SynthesizedStack): Promise<AppliedStack> {
    const values = new Map<string, Arguments>();
    await inOrder(stack.resources, async (resource) => {
      const { address } = resource;
      const args = this.evaluateArguments(resource, stack, values);
      const exported = await this.applyOne(resource, args);
      values.set(address, { ...args, ...exported });
      this.applied.set(address, args);
    });
    return {
      resources: stack.resources.filter(({ type }) => !type.startsWith("ephemeral.")).length,
      bootstrapPasswords: bootstrapPasswords(stack, values),
    };
  }

  private async applyOne(resource: Resource, args: Arguments): Promise<Arguments | void> {
    const { vault, postgresOf, before } = this.props;
    const { address, type } = resource;
    const provider = String(resource.attributes.provider ?? "postgresql");
    try {
      await before?.(resource);
      const [lifecycle] = [resource.attributes.lifecycle ?? {}].flat() as Lifecycle[];
      const ignoreChanges = lifecycle?.ignore_changes ?? [];
      const targets = { vault, postgres: postgresOf(provider), ignoreChanges };
      const { apply, isAlone = false } = HANDLERS[type] as Handler;
      const applyNow = () => apply(args, targets, this.applied.get(address));
      return await (type.startsWith("vault_") ? this.turns.run(applyNow, isAlone) : applyNow());
    } catch (cause) {
      // What was to be there before it isn't the stack's fault.
      throw isForTheUser(cause) ? cause : new ApplyError(resource, cause);
    }
  }

  private evaluateArguments(
    resource: Resource,
    stack: SynthesizedStack,
    values: ReadonlyMap<string, Arguments>,
  ): Arguments {
    const valueOf = (reference: Reference): unknown => {
      if (reference.kind === "variable") return this.props.variables[reference.name];
      if (reference.kind === "file")
        return readFileSync(resolvePath(stack.directory, reference.path), "utf8");
      return values.get(reference.address)?.[reference.attribute];
    };
    const given = evaluate(withoutMeta(resource), valueOf) as Arguments;
    const problems: string[] = [];
    const args = readArguments(given, (HANDLERS[resource.type] as Handler).arguments, (argument, problem) =>
      problems.push(`argument "${argument}" ${problem}`),
    );
    if (problems.length) throw new ApplyError(resource, new Error(problems.join("; ")));
    return args;
  }
}

/** What its provider gets. */
function withoutMeta({ attributes }: Resource): Arguments {
  const own = Object.entries(attributes).filter(([name]) => !Object.hasOwn(META_ARGUMENTS, name));
  return Object.fromEntries(own);
}

function bootstrapPasswords(
  stack: SynthesizedStack,
  values: ReadonlyMap<string, Arguments>,
): Map<string, string> {
  const connections = stack.resources.filter(
    ({ type }) => type === "vault_database_secret_backend_connection",
  );
  return new Map(
    connections.map(({ address }) => {
      const { backend, name, postgresql } = values.get(address) ?? {};
      return [`${backend}/${name}`, String((postgresql as Arguments).password_wo)];
    }),
  );
}
