import type { Handler } from "../handler";
import { number, required, text } from "../kinds";

export const vaultMount: Handler = {
  arguments: {
    path: required(text),
    type: required(text),
    description: text,
    default_lease_ttl_seconds: number,
    max_lease_ttl_seconds: number,
  },
  async apply(args, { vault }, previous) {
    const config = {
      default_lease_ttl: `${args.default_lease_ttl_seconds ?? 0}s`,
      max_lease_ttl: `${args.max_lease_ttl_seconds ?? 0}s`,
    };
    const { path, type, description } = args;
    if (previous) await vault.request("POST", `sys/mounts/${path}/tune`, { ...config, description });
    else await vault.request("POST", `sys/mounts/${path}`, { type, description, config });
  },
};
