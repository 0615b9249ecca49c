import type { TerraformStack } from "cdktf";
import type { PolicyDocument } from "../../../policies/policy-document";
import { workloadPolicy } from "../../../policies/workload-policy";
import type { AccessManifest, WorkloadDescription } from "../../access/access-manifest";
import { type Block, blocksOf } from "./blocks";
import { fillIn } from "./expressions";
import { entries, type Resource, resourcesOf } from "./resources";
import { groupedBy } from "./grouped-by";
import { textIn } from "./written-resources";

/** A resource as Terraform will see it, escape hatches and all. */
export interface RenderedResource extends Resource {
  /** The construct it comes from; the stack and its address where there is none. */
  readonly path: string;
}

/** A stack as Terraform will see it. */
export class RenderedStack {
  static of(stack: TerraformStack): RenderedStack {
    return new RenderedStack(stack.node.path, stack.toTerraform() as Record<string, unknown>);
  }

  readonly resources: readonly RenderedResource[];
  /** Those that exist only while Terraform runs, too. */
  readonly everyResource: readonly RenderedResource[];
  /** What is no resource. */
  readonly blocks: readonly Block[];
  private readonly made = new Map<(stack: RenderedStack) => unknown, unknown>();
  private readonly texts = new Map<string, string>();

  constructor(
    /** The stack's construct path. */
    readonly path: string,
    readonly config: Readonly<Record<string, unknown>>,
    /** What `access.json` says of it. */
    readonly described: Partial<
      Pick<AccessManifest, "workloads" | "staticRoles" | "databases" | "auditDevices" | "undescribed">
    > = {},
    resources: readonly Resource[] = resourcesOf(config),
  ) {
    this.everyResource = resources.map((resource) => ({
      ...resource,
      path: resource.path ?? `${path} (${resource.address})`,
    }));
    this.resources = this.everyResource.filter(({ type }) => !type.startsWith("ephemeral."));
    this.blocks = blocksOf(path, config);
  }

  /** What a function makes of the stack. It is asked once: rules share what takes as long as the stack is large. */
  once<Result>(make: (stack: RenderedStack) => Result): Result {
    if (!this.made.has(make)) this.made.set(make, make(this));
    return this.made.get(make) as Result;
  }

  ofType(...types: string[]): readonly RenderedResource[] {
    const all = types.map((type) => this.once(byType).get(type) ?? []);
    return all.length === 1 ? (all[0] ?? []) : this.inOrder(all.flat());
  }

  /** Resources in the order of the stack. */
  inOrder<Each extends RenderedResource>(resources: readonly Each[]): Each[] {
    const positions = this.once(positionsOf);
    return [...resources].sort((a, b) => (positions.get(a.address) ?? 0) - (positions.get(b.address) ?? 0));
  }

  /** Those that are there for sure: with `count` or `for_each` it may be none. */
  certain(...types: string[]): readonly RenderedResource[] {
    return this.ofType(...types).filter(
      ({ attributes }) => attributes.count === undefined && attributes.for_each === undefined,
    );
  }

  /** Terraform's providers of a name. */
  providers(
    name: string,
  ): { readonly path: string; readonly attributes: Readonly<Record<string, unknown>> }[] {
    return this.blocks
      .filter((block) => block.kind === "provider" && block.name === name)
      .map(({ path, content }) => ({ path, attributes: (content ?? {}) as Record<string, unknown> }));
  }

  /** A variable. Nothing is set of one that isn't there. */
  variable(name: string): Readonly<Record<string, unknown>> {
    const { content } = this.blocks.find((block) => block.kind === "variable" && block.name === name) ?? {};
    return (content ?? {}) as Record<string, unknown>;
  }

  /** A text with what is known before Terraform runs: other resources' arguments, locals, and defaults of variables. */
  text(value: unknown): string {
    const written = String(value ?? "");
    const text = this.texts.get(written) ?? this.filledIn(written);
    this.texts.set(written, text);
    return text;
  }

  private filledIn(written: string): string {
    const known = fillIn(this.withLocals(written), (reference) =>
      reference.kind === "variable" ? this.variable(reference.name).default : undefined,
    );
    return textIn(this.once(byAddress), known);
  }

  /** A text with the locals in it filled in. */
  withLocals(text: string, depth = 10): string {
    const locals = this.once(localsOf);
    if (!locals.size) return text;
    const filled = text.replace(/\$\{local\.([\w-]+)\}/g, (whole, name: string) => {
      const value = locals.get(name);
      return typeof value === "object" || value === undefined ? whole : String(value);
    });
    const within = filled.replace(/\blocal\.([\w-]+)/g, (whole, name: string) => {
      const value = locals.get(name);
      const [, only] = /^\$\{([^{}]*)\}$/.exec(String(value)) ?? [];
      return value === undefined ? whole : (only ?? JSON.stringify(value));
    });
    return within === text || !depth ? text : this.withLocals(within, depth - 1);
  }

  /** The policy that a workload gets by what it was granted. Nothing is granted where nobody described it. */
  policyOf(policyName: unknown): PolicyDocument {
    const workload = this.once(workloadsByPolicy).get(policyName);
    const { reads = [], makes, encrypts, operates } = workload ?? {};
    return workloadPolicy(reads, makes, encrypts, operates);
  }

  /** The path of a Vault resource's mount: its `backend`. */
  backendOf(resource: RenderedResource): string {
    return this.text(resource.attributes.backend);
  }
}

function byType({ resources }: RenderedStack): ReadonlyMap<string, readonly RenderedResource[]> {
  return groupedBy(resources, ({ type }) => type);
}

function byAddress({ resources }: RenderedStack): ReadonlyMap<string, RenderedResource> {
  return new Map(resources.map((resource) => [resource.address, resource]));
}

function positionsOf({ resources }: RenderedStack): ReadonlyMap<string, number> {
  return new Map(resources.map(({ address }, index) => [address, index]));
}

function localsOf({ blocks }: RenderedStack): ReadonlyMap<string, unknown> {
  return new Map(blocks.filter(({ kind }) => kind === "local").map(({ name, content }) => [name, content]));
}

function workloadsByPolicy({ described: { workloads = [] } }: RenderedStack) {
  return new Map<unknown, WorkloadDescription>(workloads.map((workload) => [workload.policy, workload]));
}

/** The values that an argument has in a resource and in its blocks. */
export function argumentsNamed(name: string, { attributes }: RenderedResource): unknown[] {
  return [attributes, ...Object.values(attributes).flat()]
    .flatMap(entries)
    .filter(([argument]) => argument === name)
    .map(([, value]) => value);
}
