import { RehearsalError } from "../../clients/could-not-tell";
import type { VaultClient } from "../../clients/vault-client";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import type { StackServers } from "../servers/stack-servers";
import { Ancestors } from "../stack/ancestors";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { type AppliedStack, type Applier, ApplyError, type ResourceChange } from "./applier";
import { terraformConfiguration } from "./terraform/terraform-configuration";
import type { TerraformDirectory } from "./terraform/terraform-directory";
import type { TerraformMessages } from "./terraform/terraform-messages";

export interface TerraformApplierProps {
  readonly servers: StackServers;
  /** Vault, as the deployer. */
  readonly vault: VaultClient;
  /** The values of Terraform's variables. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Called before a resource is made for the first time. */
  readonly before?: (resource: Resource) => Promise<void>;
  /** Resources by what has to be there before them that is not the stack's. Terraform stops before each kind. */
  readonly stops?: readonly ((resource: Resource) => boolean)[];
}

/** Applies stacks by Terraform or OpenTofu with the real providers. */
export class TerraformApplier implements Applier {
  constructor(
    private readonly directory: TerraformDirectory,
    private readonly props: TerraformApplierProps,
    /** What was applied last. */
    private applied?: SynthesizedStack,
  ) {}

  /** One that goes on from what this one has applied: with the same stack, in which something was changed. */
  following(props: TerraformApplierProps): TerraformApplier {
    return new TerraformApplier(this.directory, props, this.applied);
  }

  async apply(stack: SynthesizedStack): Promise<AppliedStack> {
    const before = this.applied;
    if (stack !== before)
      await this.directory.describe(stack, terraformConfiguration(stack, this.props.servers));
    const known = [...stack.resources, ...(before?.resources ?? [])];
    this.applied = stack;
    const changes = before ? [] : await this.applyUntilStops(stack);
    changes.push(...(await this.run(known)));
    const resources = stack.resources.filter(({ type }) => !type.startsWith("ephemeral."));
    return { resources: resources.length, changes };
  }

  async destroy(): Promise<AppliedStack> {
    const changes = await this.run(this.applied?.resources ?? [], ["-destroy"]);
    return { resources: 0, changes };
  }

  /** Makes what a rehearsal has to make in the middle: for that, Terraform applies what doesn't wait for it. */
  private async applyUntilStops({ resources }: SynthesizedStack): Promise<ResourceChange[]> {
    const ancestors = new Ancestors(resources);
    const changes: ResourceChange[] = [];
    for (const isStop of this.props.stops ?? []) {
      const stops = resources.filter(isStop);
      if (!stops.length) continue;
      const waits = ({ address }: Resource) =>
        stops.some((stop) => stop.address === address || ancestors.of(address).has(stop.address));
      const targets = resources.filter((each) => !each.type.startsWith("ephemeral.") && !waits(each));
      changes.push(
        ...(await this.run(
          resources,
          targets.map(({ address }) => `-target=${address}`),
        )),
      );
      for (const stop of stops) await this.props.before?.(stop);
    }
    return changes;
  }

  private async run(known: readonly Resource[], options: readonly string[] = []): Promise<ResourceChange[]> {
    const messages = await this.directory.apply(this.environment, options);
    if (messages.refused.length) throw refusalOf(messages, known);
    return [...messages.planned];
  }

  private get environment(): Record<string, string> {
    const values = Object.entries(this.props.variables).map(([name, value]) => [
      `TF_VAR_${name}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    return { VAULT_TOKEN: String(this.props.vault.token), ...Object.fromEntries(values) };
  }
}

/** What a server refused, as the built-in applier says it, too. */
function refusalOf({ refused, done }: TerraformMessages, known: readonly Resource[]): Error {
  const errors: ApplyError[] = [];
  for (const { address, says } of refused) {
    const resource = known.find((each) => each.address === address);
    if (!resource) return withoutTerraform(`Terraform can't apply the stack: ${says}`);
    errors.push(new ApplyError(resource, new Error(says)));
  }
  const [first, ...others] = errors;
  if (!first) return withoutTerraform("Terraform failed without a reason.");
  return new ApplyError(first.resource, first.cause, others, done);
}

function withoutTerraform(problem: string): RehearsalError {
  return new RehearsalError(problem, "Rehearse it without --terraform.");
}
