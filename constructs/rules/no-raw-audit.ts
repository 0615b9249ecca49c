import type { GuardrailRule } from "./rule";

export const noRawAudit: GuardrailRule = {
  id: "no-raw-audit",
  what: "No audit device writes secrets raw.",
  why: "Every password would be in the log.",
  fix: "leave log_raw out",
  check: (stack) =>
    stack
      .ofType("vault_audit")
      .filter(
        ({ attributes }) =>
          String((attributes.options as { log_raw?: unknown } | undefined)?.log_raw) === "true",
      )
      .map(({ path }) => ({ path, message: "log_raw is true" })),
};
