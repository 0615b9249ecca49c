import { isMissing, isOff } from "../rendered/literal";
import { entries } from "../rendered/resources";
import type { GuardrailRule } from "../rule";

export const noRawAudit: GuardrailRule = {
  id: "no-raw-audit",
  what: "An audit device logs no secret and no token's accessor in plain text, and leaves out nothing.",
  why: "Every password would be in the log, or what could be used to revoke and to look up tokens; or somebody could act unseen.",
  fix: "leave log_raw, hmac_accessor, filter and exclude out",
  check: (stack) => {
    const made = stack
      .ofType("vault_audit")
      .map(({ path, attributes }) => ({ path, options: entries(attributes.options) }));
    const declared = (stack.described.auditDevices ?? [])
      .filter(({ declaredIn }) => declaredIn)
      .map(({ path, declaredIn, options }) => ({
        path: `${stack.path} (${declaredIn}: ${path})`,
        options: Object.entries<unknown>(options),
      }));
    return [...made, ...declared].flatMap(({ path, options }) =>
      options
        .filter(([option, value]) => isRaw(option.toLowerCase(), value))
        .map(([option, value]) => ({ path, message: `${option} is ${String(value)}` })),
    );
  },
};

function isRaw(option: string, value: unknown): boolean {
  if (option === "log_raw") return !isOff(value);
  if (option === "hmac_accessor")
    return !isMissing(value) && !["1", "t", "T", "true", "True", "TRUE"].includes(String(value));
  return ["filter", "exclude", "fallback"].includes(option) && !isMissing(value);
}
