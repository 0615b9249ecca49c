import { isLiteral, isMissing } from "../rendered/literal";
import { argumentsNamed, type RenderedResource } from "../rendered/rendered-stack";
import { entries } from "../rendered/resources";
import { statements } from "../rendered/statements";
import type { GuardrailRule } from "../rule";

export const noLiteralPassword: GuardrailRule = {
  id: "no-literal-password",
  what: "No password, token or private key is written down, and none goes into the state.",
  why: "It would be in the code, in the plan and in the state.",
  fix: "use RootCredential.generated(), password_wo with an ephemeral variable, or the environment variables of the provider",
  check: (stack) => [
    ...stack.resources.flatMap((resource) =>
      [...literals(resource.attributes), ...inState(resource)].map((message) => ({
        path: resource.path,
        message,
      })),
    ),
    ...entries(stack.config.provider).flatMap(([name, blocks]) =>
      literals(blocks).map((message) => ({ path: `${stack.path} (provider ${name})`, message })),
    ),
    ...entries(stack.config.variable)
      .filter(([name, block]) => SECRET.test(name) && isLiteral((block as { default?: unknown }).default))
      .map(([name]) => ({ path: `${stack.path} (variable ${name})`, message: "it has a default" })),
  ],
};

const SECRET =
  /^(?!bind_)(.*_)?(password|password_wo|token|private_key|secret|secret_id|client_secret|token_reviewer_jwt)$/i;
const SQL = /\bPASSWORD\s+(?!'\{\{password\}\}'|NULL\b)([EU]?&?'|\$)/i;
const HAVE_WRITE_ONLY = ["postgresql_role", "vault_database_secret_backend_connection"];

function literals(value: unknown): string[] {
  return entries(value).flatMap(([name, inner]) => {
    if (name === "//") return [];
    if (SECRET.test(name) && isLiteral(inner)) return [`${name} is a literal`];
    if (name.endsWith("_statements"))
      return SQL.test(statements(inner).join(";")) ? [`${name} set a literal password`] : [];
    if (name === "data_json") return literals(parsed(inner)).map((message) => `${message}, in ${name}`);
    return literals(inner);
  });
}

function inState(resource: RenderedResource): string[] {
  if (!HAVE_WRITE_ONLY.includes(resource.type)) return [];
  return argumentsNamed("password", resource)
    .filter((password) => !isMissing(password) && !isLiteral(password))
    .map(() => "password goes into the state; password_wo does not");
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}
