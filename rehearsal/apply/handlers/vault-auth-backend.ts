import type { Handler } from "../handler";
import { required, text } from "../kinds";

export const vaultAuthBackend: Handler = {
  arguments: { type: required(text), path: required(text), description: text },
  async apply({ path, ...settings }, { vault }, previous) {
    if (!previous) await vault.request("POST", `sys/auth/${path}`, settings);
  },
};
