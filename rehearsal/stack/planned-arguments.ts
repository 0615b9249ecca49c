import { evaluate, type Reference, UNKNOWN } from "../../constructs/guardrails/rendered/expressions";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import type { SynthesizedStack } from "./synthesized-stack";

/** Values as far as they are known before anything is applied: the rest is `UNKNOWN`. */
export class PlannedArguments {
  private readonly byAddress: ReadonlyMap<string, Resource>;

  /** @param given what is known of variables and files. @default - the variables' defaults */
  constructor(
    private readonly stack: Pick<SynthesizedStack, "resources" | "variables">,
    private readonly given: (reference: Reference) => unknown = (reference) => this.byDefault(reference),
  ) {
    this.byAddress = new Map(stack.resources.map((resource) => [resource.address, resource]));
  }

  /** The arguments of a resource. */
  of({ attributes }: Resource): Record<string, unknown> {
    return this.evaluate(attributes) as Record<string, unknown>;
  }

  /** @param on the attributes that are being evaluated: one that leads back to itself is never known */
  evaluate(value: unknown, on: readonly string[] = []): unknown {
    return evaluate(value, (reference) => this.resolve(reference, on));
  }

  /** Whether the stack has what a reference names. A file is looked for when it is read. */
  has(reference: Reference): boolean {
    if (reference.kind === "variable") return Object.hasOwn(this.stack.variables, reference.name);
    return (
      reference.kind === "file" || (reference.kind === "attribute" && this.byAddress.has(reference.address))
    );
  }

  /** Whether Terraform forgets it when it ends. */
  isEphemeral(reference: Reference): boolean {
    if (reference.kind === "variable") return this.stack.variables[reference.name]?.ephemeral === true;
    return reference.kind === "attribute" && reference.address.startsWith("ephemeral.");
  }

  private byDefault(reference: Reference): unknown {
    return reference.kind === "variable"
      ? (this.stack.variables[reference.name]?.default ?? UNKNOWN)
      : UNKNOWN;
  }

  private resolve(reference: Reference, on: readonly string[]): unknown {
    if (reference.kind !== "attribute") return this.given(reference);
    const { address, attribute } = reference;
    const name = `${address}.${attribute}`;
    const value = this.byAddress.get(address)?.attributes[attribute];
    return value === undefined || on.includes(name) ? UNKNOWN : this.evaluate(value, [...on, name]);
  }
}
