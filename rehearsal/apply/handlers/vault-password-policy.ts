import type { Handler } from "../handler";
import { required, text } from "../kinds";
import { vaultObject } from "./vault-object";

export const vaultPasswordPolicy: Handler = {
  arguments: { name: required(text), policy: required(text) },
  replacedBy: ["name"],
  ...vaultObject(({ name }) => `sys/policies/password/${String(name)}`),
  async apply({ name, policy }, { vault }) {
    await vault.request("PUT", `sys/policies/password/${name}`, { policy });
  },
};
