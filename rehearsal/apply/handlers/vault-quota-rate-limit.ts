import type { Handler } from "../handler";
import { number, required, text } from "../kinds";

export const vaultQuotaRateLimit: Handler = {
  arguments: { name: required(text), path: text, rate: required(number), interval: number },
  async apply({ name, ...settings }, { vault }) {
    await vault.request("PUT", `sys/quotas/rate-limit/${name}`, settings);
  },
};
