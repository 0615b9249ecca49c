import type { Handler } from "../handler";

export const vaultAudit: Handler = {
  known: ["type", "path", "options", "local"],
  async apply({ type, path, options, local }, { vault }, previous) {
    if (!previous)
      await vault.request("PUT", `sys/audit/${path}`, { type, options, ...(local ? { local } : {}) });
  },
};
