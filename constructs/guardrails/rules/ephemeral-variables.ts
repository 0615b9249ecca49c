import { isTrue } from "../rendered/literal";
import { argumentsNamed } from "../rendered/rendered-stack";
import { variablesIn } from "../rendered/secret-uses";
import type { GuardrailRule } from "../rule";

export const ephemeralVariables: GuardrailRule = {
  id: "ephemeral-variables",
  what: "A variable that carries a password is sensitive and ephemeral, and has no default.",
  why: "Otherwise code, plan or state hold it.",
  fix: "use RootCredential.fromVariable(variable), which marks it, and give the variable no default",
  check: (stack) =>
    stack.everyResource.flatMap((resource) =>
      variablesIn(stack.withLocals(argumentsNamed("password_wo", resource).join())).flatMap((name) =>
        messages(stack.variable(name)).map((message) => ({
          path: resource.path,
          message: `variable "${name}" ${message}`,
        })),
      ),
    ),
};

function messages({ sensitive, ephemeral, default: value }: Readonly<Record<string, unknown>>): string[] {
  return [
    ...(isTrue(sensitive) && isTrue(ephemeral) ? [] : ["is not both sensitive and ephemeral"]),
    ...(value === undefined || value === null ? [] : ["has a default"]),
  ];
}
