import type { Handler } from "../handler";

export const vaultAudit: Handler = {
  known: ["type", "path", "options", "local"],
  // Until it is enabled, Vault can't audit what else is written, and answers 500.
  isAlone: true,
  async apply({ type, path, options, local }, { vault }, previous) {
    if (!previous)
      await vault.request("PUT", `sys/audit/${path}`, { type, options, ...(local ? { local } : {}) });
  },
};
