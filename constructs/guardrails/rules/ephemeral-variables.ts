import { isTrue } from "../rendered/literal";
import { argumentsNamed, type RenderedResource } from "../rendered/rendered-stack";
import { variablesIn } from "../rendered/secret-uses";
import type { GuardrailRule } from "../rule";

export const ephemeralVariables: GuardrailRule = {
  id: "ephemeral-variables",
  what: "A variable that carries a password or a reviewer's token is sensitive and ephemeral, and has no default.",
  why: "Otherwise code, plan or state hold it.",
  fix: "use RootCredential.fromVariable(variable) or TokenReviewer.fromVariable(variable), which mark it, and give the variable no default",
  check: (stack) =>
    stack.everyResource.flatMap((resource) =>
      variablesIn(stack.withLocals(writeOnly(resource).join())).flatMap((name) =>
        messages(stack.variable(name)).map((message) => ({
          path: resource.path,
          message: `variable "${name}" ${message}`,
        })),
      ),
    ),
};

function writeOnly(resource: RenderedResource): unknown[] {
  return ["password_wo", "token_reviewer_jwt_wo"].flatMap((name) => argumentsNamed(name, resource));
}

function messages({ sensitive, ephemeral, default: value }: Readonly<Record<string, unknown>>): string[] {
  return [
    ...(isTrue(sensitive) && isTrue(ephemeral) ? [] : ["is not both sensitive and ephemeral"]),
    ...(value === undefined || value === null ? [] : ["has a default"]),
  ];
}
