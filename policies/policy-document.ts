/**
 * What Vault and OpenBao both know.
 *
 * @see Vault documentation, "Policies", "Capabilities",
 * https://developer.hashicorp.com/vault/docs/concepts/policies#capabilities
 */
export type Capability = "create" | "read" | "update" | "patch" | "delete" | "list" | "sudo" | "deny";

/** Values by the parameter of a request that has them. An empty list stands for every value. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/**
 * @see Vault documentation, "Policies", "Fine-grained control",
 * https://developer.hashicorp.com/vault/docs/concepts/policies#fine-grained-control
 */
export interface ParameterRules {
  /** Vault's `allowed_parameters`: a request may have no others. @default - any */
  readonly allowedParameters?: Parameters;
  /** Vault's `denied_parameters`: a request may not have these. @default - none */
  readonly deniedParameters?: Parameters;
  /** Vault's `required_parameters`: a request must have these. @default - none */
  readonly requiredParameters?: readonly string[];
  /** Vault's `min_wrapping_ttl`, in seconds: the answer must be wrapped for so long at least. @default - it need not be */
  readonly minWrappingTtl?: number;
  /** Vault's `max_wrapping_ttl`, in seconds: the answer must be wrapped for so long at most. @default - it need not be */
  readonly maxWrappingTtl?: number;
}

/** What a policy allows on one path. */
export interface PolicyRule extends ParameterRules {
  readonly path: string;
  readonly capabilities: readonly Capability[];
}

/**
 * A Vault policy as data. It renders to JSON, which Vault takes like HCL, always in the same order.
 *
 * @see Vault documentation, "Policies", https://developer.hashicorp.com/vault/docs/concepts/policies
 */
export class PolicyDocument {
  private readonly rules = new Map<string, PolicyRule>();

  /**
   * Adds capabilities on a path. What is there already is joined as Vault joins the policies of a token: capabilities
   * and values add up, parameters that either of them restricts stay restricted, and of wrapping the shorter time counts.
   */
  allow(path: string, capabilities: readonly Capability[], parameters: ParameterRules = {}): this {
    const known = this.rules.get(path);
    this.rules.set(path, {
      path,
      capabilities: union(known?.capabilities, capabilities) ?? [],
      allowedParameters: joined(known?.allowedParameters, parameters.allowedParameters),
      deniedParameters: joined(known?.deniedParameters, parameters.deniedParameters),
      requiredParameters: union(known?.requiredParameters, parameters.requiredParameters),
      minWrappingTtl: least(known?.minWrappingTtl, parameters.minWrappingTtl),
      maxWrappingTtl: least(known?.maxWrappingTtl, parameters.maxWrappingTtl),
    });
    return this;
  }

  /** The rules, by path. */
  toRules(): PolicyRule[] {
    return [...this.rules.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** The policy's text, as `vault policy write` takes it. */
  toJson(): string {
    const paths = this.toRules().map(({ path, capabilities, ...parameters }) => [
      path,
      {
        capabilities,
        allowed_parameters: parameters.allowedParameters,
        denied_parameters: parameters.deniedParameters,
        required_parameters: parameters.requiredParameters,
        min_wrapping_ttl: seconds(parameters.minWrappingTtl),
        max_wrapping_ttl: seconds(parameters.maxWrappingTtl),
      },
    ]);
    return JSON.stringify({ path: Object.fromEntries(paths) }, null, 2);
  }
}

function joined(one: Parameters | undefined, other: Parameters | undefined): Parameters | undefined {
  if (!one && !other) return undefined;
  const names = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])].sort();
  return Object.fromEntries(
    names.map((name) => {
      const everyValue = [one?.[name], other?.[name]].some((values) => values?.length === 0);
      return [name, everyValue ? [] : (union(one?.[name], other?.[name]) ?? [])];
    }),
  );
}

function union<Value>(
  one: readonly Value[] | undefined,
  other: readonly Value[] | undefined,
): Value[] | undefined {
  return one || other ? [...new Set([...(one ?? []), ...(other ?? [])])].sort() : undefined;
}

function least(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);
}

function seconds(time: number | undefined): string | undefined {
  return time === undefined ? undefined : `${time}s`;
}
