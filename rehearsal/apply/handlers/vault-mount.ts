import type { Handler } from "../handler";

export const vaultMount: Handler = {
  known: ["path", "type", "default_lease_ttl_seconds", "max_lease_ttl_seconds"],
  async apply(args, { vault }, previous) {
    const config = {
      default_lease_ttl: `${args.default_lease_ttl_seconds ?? 0}s`,
      max_lease_ttl: `${args.max_lease_ttl_seconds ?? 0}s`,
    };
    if (previous) await vault.request("POST", `sys/mounts/${args.path}/tune`, config);
    else await vault.request("POST", `sys/mounts/${args.path}`, { type: args.type, config });
  },
};
