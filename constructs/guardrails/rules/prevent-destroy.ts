import { isTrue } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const preventDestroy: GuardrailRule = {
  id: "prevent-destroy",
  what: "Terraform refuses to destroy databases, mounts, connections and audit devices.",
  why: "A renamed construct would delete the data, or end every lease at once.",
  fix: "set preventDestroy: true",
  check: (stack, { preventDestroy }) =>
    stack
      .ofType("postgresql_database", "vault_mount", "vault_database_secret_backend_connection", "vault_audit")
      .filter(
        ({ attributes }) =>
          preventDestroy &&
          !isTrue((attributes.lifecycle as { prevent_destroy?: unknown } | undefined)?.prevent_destroy),
      )
      .map(({ path, type }) => ({ path, message: `Terraform may destroy this ${type}` })),
};
