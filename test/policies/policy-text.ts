/** A policy as the file of a stack has it. */
export interface PolicyText {
  readonly path: Readonly<
    Record<string, { readonly capabilities: readonly string[]; readonly allowed_parameters?: object }>
  >;
}

/** A policy with less in it, and what was taken out. */
export interface Reduced {
  readonly without: string;
  readonly policy: PolicyText;
}

/** The policy without one of its rules, once for each. */
export function withoutARule({ path }: PolicyText): Reduced[] {
  return Object.keys(path).map((rule) => ({
    without: rule,
    policy: { path: Object.fromEntries(Object.entries(path).filter(([name]) => name !== rule)) },
  }));
}

/** The policy without one capability of one rule, once for each. */
export function withoutACapability({ path }: PolicyText): Reduced[] {
  return Object.entries(path).flatMap(([rule, { capabilities, ...parameters }]) =>
    capabilities.map((capability) => ({
      without: `${capability} ${rule}`,
      policy: {
        path: {
          ...path,
          [rule]: { ...parameters, capabilities: capabilities.filter((each) => each !== capability) },
        },
      },
    })),
  );
}
