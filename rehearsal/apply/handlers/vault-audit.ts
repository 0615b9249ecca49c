import type { Handler } from "../handler";
import { bool, oneOf, required, text, texts } from "../kinds";

export const vaultAudit: Handler = {
  arguments: {
    type: required(oneOf("file", "syslog", "socket")),
    path: required(text),
    options: texts,
    local: bool,
    description: text,
  },
  // Until it is enabled, Vault can't audit what else is written, and answers 500.
  isAlone: true,
  async apply({ type, path, options, local, description }, { vault }, previous) {
    if (!previous)
      await vault.request("PUT", `sys/audit/${path}`, { type, options, local: local ?? false, description });
  },
};
