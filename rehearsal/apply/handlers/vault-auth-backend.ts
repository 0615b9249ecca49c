import type { Handler } from "../handler";
import { required, text } from "../kinds";
import { readVault, vaultObject } from "./vault-object";
import { remount } from "./vault-remount";

export const vaultAuthBackend: Handler = {
  arguments: { type: required(text), path: required(text), description: text },
  replacedBy: ["type"],
  ...vaultObject(({ path }) => `sys/auth/${String(path)}`),
  // Reading there takes sudo.
  async read(args, { vault }) {
    return (await readVault(vault, `sys/mounts/auth/${String(args.path)}`)) ? args : undefined;
  },
  async apply({ path, ...settings }, { vault }, previous) {
    if (!previous) {
      await vault.request("POST", `sys/auth/${path}`, settings);
      return;
    }
    if (previous.path !== path) await remount(vault, `auth/${previous.path}`, `auth/${path}`);
    const { description = "" } = settings;
    if ((previous.description ?? "") !== description)
      await vault.request("POST", `sys/mounts/auth/${path}/tune`, { description });
  },
};
