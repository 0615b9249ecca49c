import type { TerraformStack } from "cdktf";
import type { Credential } from "../../../policies/credential-rules";
import type { WorkloadDescription } from "../../access/access-manifest";
import { entries, type Resource, resourcesOf } from "./resources";
import { textIn } from "./written-resources";

/** A resource as Terraform will see it, escape hatches and all. */
export interface RenderedResource extends Resource {
  /** The construct it comes from; the stack and its address where there is none. */
  readonly path: string;
}

/** A stack as Terraform will see it. */
export class RenderedStack {
  /** @param workloads those that are described in it */
  static of(stack: TerraformStack, workloads: readonly WorkloadDescription[] = []): RenderedStack {
    return new RenderedStack(stack.node.path, stack.toTerraform() as Record<string, unknown>, workloads);
  }

  readonly resources: readonly RenderedResource[];

  constructor(
    /** The stack's construct path. */
    readonly path: string,
    readonly config: Readonly<Record<string, unknown>>,
    private readonly workloads: readonly WorkloadDescription[] = [],
  ) {
    this.resources = resourcesOf(config)
      .filter(({ type }) => !type.startsWith("ephemeral."))
      .map((resource) => ({ ...resource, path: resource.path ?? `${path} (${resource.address})` }));
  }

  ofType(...types: string[]): readonly RenderedResource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** Those that are there for sure: with `count` or `for_each` it may be none. */
  certain(...types: string[]): readonly RenderedResource[] {
    return this.ofType(...types).filter(
      ({ attributes }) => attributes.count === undefined && attributes.for_each === undefined,
    );
  }

  /** A text with its references to other resources' arguments filled in. */
  text(value: unknown): string {
    return textIn(this.resources, value);
  }

  /** What the workload with a policy was granted. Nothing where nobody described it. */
  credentialsOf(policyName: unknown): readonly Credential[] {
    return this.workloads.find(({ policy }) => policy === policyName)?.reads ?? [];
  }

  /** The path of a Vault resource's mount: its `backend`. */
  backendOf(resource: RenderedResource): string {
    return this.text(resource.attributes.backend);
  }
}

/** The values that an argument has in a resource and in its blocks. */
export function argumentsNamed(name: string, { attributes }: RenderedResource): unknown[] {
  return [attributes, ...Object.values(attributes).flat()]
    .flatMap(entries)
    .filter(([argument]) => argument === name)
    .map(([, value]) => value);
}
