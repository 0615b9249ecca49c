import type { Handler } from "../handler";
import { required, text } from "../kinds";

export const vaultPasswordPolicy: Handler = {
  arguments: { name: required(text), policy: required(text) },
  async apply({ name, policy }, { vault }) {
    await vault.request("PUT", `sys/policies/password/${name}`, { policy });
  },
};
