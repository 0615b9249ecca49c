/** @see Vault documentation, "Policies", "Capabilities" */
export type Capability = "create" | "read" | "update" | "patch" | "delete" | "list" | "sudo" | "deny";

/** Which parameters a request may have. An empty list stands for every value. */
export type AllowedParameters = Readonly<Record<string, readonly string[]>>;

/** What a policy allows on one path. */
export interface PolicyRule {
  readonly path: string;
  readonly capabilities: readonly Capability[];
  /** Vault's `allowed_parameters`. @default - any */
  readonly allowedParameters?: AllowedParameters;
}

/**
 * A Vault policy as data. It renders to JSON, which Vault takes like HCL, always in the same order.
 *
 * @see Vault documentation, "Policies"
 */
export class PolicyDocument {
  private readonly rules = new Map<string, PolicyRule>();

  /** Adds capabilities on a path; capabilities and parameters of a path that is there already are joined. */
  allow(path: string, capabilities: readonly Capability[], allowedParameters?: AllowedParameters): this {
    const known = this.rules.get(path);
    this.rules.set(path, {
      path,
      capabilities: [...new Set([...(known?.capabilities ?? []), ...capabilities])].sort(),
      allowedParameters: known ? joined(known.allowedParameters, allowedParameters) : allowedParameters,
    });
    return this;
  }

  /** The rules, by path. */
  toRules(): PolicyRule[] {
    return [...this.rules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The policy's text, as `vault policy write` takes it. */
  toJson(): string {
    const paths = this.toRules().map(({ path, capabilities, allowedParameters }) => {
      return [
        path,
        allowedParameters ? { capabilities, allowed_parameters: allowedParameters } : { capabilities },
      ];
    });
    return JSON.stringify({ path: Object.fromEntries(paths) }, null, 2);
  }
}

/** Without restriction on either side there is none; otherwise a value is allowed when either side allows it. */
function joined(one?: AllowedParameters, other?: AllowedParameters): AllowedParameters | undefined {
  if (!one || !other) return undefined;
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const lists = [one[name], other[name]].filter((list) => list !== undefined);
      return [name, lists.some((list) => !list.length) ? [] : [...new Set(lists.flat())].sort()];
    }),
  );
}
