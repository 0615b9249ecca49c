import type { Handler } from "../handler";

export const vaultAuthBackend: Handler = {
  known: ["type", "path"],
  async apply({ type, path }, { vault }, previous) {
    if (!previous) await vault.request("POST", `sys/auth/${path}`, { type });
  },
};
