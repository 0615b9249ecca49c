import { withoutResource } from "../../private/construct-path";

/** A resource as it is in a stack's `cdk.tf.json`, with expressions. */
export interface Resource {
  /** `vault_mount.database`. */
  readonly address: string;
  readonly type: string;
  /** The construct it comes from. */
  readonly path?: string;
  /** Its arguments. */
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What cdktf says about a resource. */
interface Comment {
  readonly metadata?: { readonly path?: string };
}

/** The resources of a configuration; those that exist only while Terraform runs have a type that begins with `ephemeral.`. */
export function resourcesOf(config: Readonly<Record<string, unknown>>): Resource[] {
  return [...resourcesIn(config.resource), ...resourcesIn(config.ephemeral, "ephemeral.")];
}

function resourcesIn(block: unknown, prefix = ""): Resource[] {
  return entries(block).flatMap(([type, named]) =>
    entries(named).map(([name, content]) => {
      const { "//": comment, ...attributes } = content as Record<string, unknown>;
      const path = (comment as Comment | undefined)?.metadata?.path;
      return {
        address: `${prefix}${type}.${name}`,
        type: `${prefix}${type}`,
        path: path === undefined ? undefined : withoutResource(path),
        attributes,
      };
    }),
  );
}

/** The entries of an object; none of anything else. */
export function entries(value: unknown): [string, unknown][] {
  return value && typeof value === "object" ? Object.entries(value) : [];
}
