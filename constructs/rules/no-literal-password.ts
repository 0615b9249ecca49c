import { entries } from "../private/rendered-stack";
import type { GuardrailRule } from "./rule";

export const noLiteralPassword: GuardrailRule = {
  id: "no-literal-password",
  what: "No password, token or private key is written down.",
  why: "It would be in the code, in the plan and in the state.",
  fix: "use RootCredential.generated(), a variable, or the environment variables of the provider",
  check: (stack) => [
    ...stack.resources.flatMap(({ path, attributes }) =>
      literals(attributes).map((message) => ({ path, message })),
    ),
    ...entries(stack.config.provider).flatMap(([name, blocks]) =>
      literals(blocks).map((message) => ({ path: `${stack.path} (provider ${name})`, message })),
    ),
    ...entries(stack.config.variable)
      .filter(([name, block]) => SECRET.test(name) && literal((block as { default?: unknown }).default))
      .map(([name]) => ({ path: `${stack.path} (variable ${name})`, message: "it has a default" })),
  ],
};

const SECRET =
  /^(.*_)?(password|password_wo|token|private_key|secret|secret_id|client_secret|token_reviewer_jwt)$/i;

function literals(value: unknown): string[] {
  return entries(value).flatMap(([name, inner]) => {
    if (SECRET.test(name) && literal(inner)) return [`${name} is a literal`];
    return name === "//" ? [] : literals(inner);
  });
}

function literal(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !value.includes("${");
}
