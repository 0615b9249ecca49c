import { isTrue } from "../rendered/literal";
import { argumentsNamed } from "../rendered/rendered-stack";
import { entries } from "../rendered/resources";
import type { GuardrailRule } from "../rule";

export const ephemeralVariables: GuardrailRule = {
  id: "ephemeral-variables",
  what: "A variable that carries a password is sensitive and ephemeral, and has no default.",
  why: "Otherwise code, plan or state hold it.",
  fix: "use RootCredential.fromVariable(variable), which marks it, and give the variable no default",
  check: (stack) =>
    stack.resources.flatMap((resource) => {
      const variables = new Map(entries(stack.config.variable));
      return variablesIn(argumentsNamed("password_wo", resource)).flatMap((name) =>
        messages(variables.get(name)).map((message) => ({
          path: resource.path,
          message: `variable "${name}" ${message}`,
        })),
      );
    }),
};

function variablesIn(expressions: readonly unknown[]): string[] {
  const names = [...expressions.join().matchAll(/\bvar\.([\w-]+)/g)].map(([, name]) => name as string);
  return [...new Set(names)];
}

function messages(block: unknown): string[] {
  const { sensitive, ephemeral, default: value } = (block ?? {}) as Record<string, unknown>;
  return [
    ...(isTrue(sensitive) && isTrue(ephemeral) ? [] : ["is not both sensitive and ephemeral"]),
    ...(value === undefined || value === null ? [] : ["has a default"]),
  ];
}
