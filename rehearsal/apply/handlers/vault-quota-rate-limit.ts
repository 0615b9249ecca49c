import type { Handler } from "../handler";
import { number, required, text } from "../kinds";
import { vaultObject } from "./vault-object";

export const vaultQuotaRateLimit: Handler = {
  arguments: { name: required(text), path: text, rate: required(number), interval: number },
  replacedBy: ["name", "path"],
  kept: ["interval"],
  ...vaultObject(({ name }) => `sys/quotas/rate-limit/${String(name)}`),
  async apply({ name, ...settings }, { vault }) {
    await vault.request("PUT", `sys/quotas/rate-limit/${name}`, settings);
  },
};
