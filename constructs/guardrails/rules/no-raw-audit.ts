import { isOff } from "../rendered/literal";
import type { GuardrailRule } from "../rule";

export const noRawAudit: GuardrailRule = {
  id: "no-raw-audit",
  what: "No audit device logs secrets in plain text.",
  why: "Every password would be in the log.",
  fix: "leave log_raw out",
  check: (stack) =>
    stack.ofType("vault_audit").flatMap(({ path, attributes }) => {
      const raw = (attributes.options as { log_raw?: unknown } | undefined)?.log_raw;
      return isOff(raw) ? [] : [{ path, message: `log_raw is ${raw}` }];
    }),
};
