import type { Handler } from "../handler";

export const vaultPasswordPolicy: Handler = {
  known: ["name", "policy"],
  async apply({ name, policy }, { vault }) {
    await vault.request("PUT", `sys/policies/password/${name}`, { policy });
  },
};
