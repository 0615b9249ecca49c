import type { Handler } from "../handler";
import { required, text } from "../kinds";

export const vaultPolicy: Handler = {
  arguments: { name: required(text), policy: required(text) },
  async apply({ name, policy }, { vault }) {
    await vault.request("PUT", `sys/policies/acl/${name}`, { policy });
  },
};
