import { postgresqlBlock } from "../private/connection-url";
import { entries } from "../private/rendered-stack";
import type { GuardrailRule } from "./rule";

export const ephemeralVariables: GuardrailRule = {
  id: "ephemeral-variables",
  what: "A variable that carries a password is sensitive and ephemeral.",
  why: "Otherwise plan and state hold it.",
  fix: "use RootCredential.fromVariable(variable), which marks it",
  check: (stack) =>
    stack.ofType("vault_database_secret_backend_connection").flatMap(({ path, attributes }) => {
      const name = /^\$\{var\.([\w-]+)\}$/.exec(String(postgresqlBlock(attributes).password_wo))?.[1];
      const variable = entries(stack.config.variable).find(([known]) => known === name)?.[1] as
        Record<string, unknown> | undefined;
      if (!name || (variable?.sensitive && variable.ephemeral)) return [];
      return [{ path, message: `variable "${name}" is not sensitive and ephemeral` }];
    }),
};
