import type { Handler } from "../handler";
import { number, required, text } from "../kinds";
import { vaultObject } from "./vault-object";
import { remount } from "./vault-remount";

export const vaultMount: Handler = {
  arguments: {
    path: required(text),
    type: required(text),
    description: text,
    default_lease_ttl_seconds: number,
    max_lease_ttl_seconds: number,
  },
  replacedBy: ["type"],
  kept: ["default_lease_ttl_seconds", "max_lease_ttl_seconds"],
  ...vaultObject(({ path }) => `sys/mounts/${String(path)}`),
  async apply(args, { vault }, previous) {
    const config = {
      default_lease_ttl: `${args.default_lease_ttl_seconds ?? 0}s`,
      max_lease_ttl: `${args.max_lease_ttl_seconds ?? 0}s`,
    };
    const { path, type, description } = args;
    if (!previous) {
      await vault.request("POST", `sys/mounts/${path}`, { type, description, config });
      return;
    }
    if (previous.path !== path) await remount(vault, String(previous.path), String(path));
    const changed = previous.description !== description && { description: description ?? "" };
    await vault.request("POST", `sys/mounts/${path}/tune`, { ...config, ...changed });
  },
};
