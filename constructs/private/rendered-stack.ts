import type { TerraformStack } from "cdktf";

/** A resource as Terraform will see it, escape hatches and all. */
export interface RenderedResource {
  /** `vault_mount.database`. */
  readonly address: string;
  readonly type: string;
  /** The construct it comes from, or its address where there is none. */
  readonly path: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A stack as Terraform will see it. */
export class RenderedStack {
  static of(stack: TerraformStack): RenderedStack {
    return new RenderedStack(stack.node.path, stack.toTerraform() as Record<string, unknown>);
  }

  readonly resources: readonly RenderedResource[];

  constructor(
    /** The stack's construct path. */
    readonly path: string,
    readonly config: Readonly<Record<string, unknown>>,
  ) {
    this.resources = entries(config.resource).flatMap(([type, named]) =>
      entries(named).map(([name, attributes]) => {
        const address = `${type}.${name}`;
        return {
          address,
          type,
          path: constructPath(attributes) ?? address,
          attributes: attributes as Record<string, unknown>,
        };
      }),
    );
  }

  ofType(...types: string[]): readonly RenderedResource[] {
    return this.resources.filter(({ type }) => types.includes(type));
  }

  /** A text with its references to other resources' arguments filled in. */
  text(value: unknown): string {
    return String(value ?? "").replace(/\$\{(\w+\.[\w-]+)\.(\w+)\}/g, (expression, address, attribute) => {
      const found = this.resources.find((resource) => resource.address === address)?.attributes[attribute];
      return found === undefined ? expression : this.text(found);
    });
  }

  /** The path of a Vault resource's mount: its `backend`. */
  backendOf(resource: RenderedResource): string {
    return this.text(resource.attributes.backend);
  }
}

export function entries(value: unknown): [string, unknown][] {
  return value && typeof value === "object" ? Object.entries(value) : [];
}

function constructPath(attributes: unknown): string | undefined {
  const comment = (attributes as { "//"?: { metadata?: { path?: string } } })["//"];
  return comment?.metadata?.path?.replace(/\/Resource$/, "");
}
