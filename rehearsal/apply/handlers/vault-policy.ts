import type { Handler } from "../handler";

export const vaultPolicy: Handler = {
  known: ["name", "policy"],
  async apply({ name, policy }, { vault }) {
    await vault.request("PUT", `sys/policies/acl/${name}`, { policy });
  },
};
