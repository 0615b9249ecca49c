import type { Handler } from "../handler";
import { bool, oneOf, required, text, texts } from "../kinds";
import { readVault, vaultObject } from "./vault-object";

export const vaultAudit: Handler = {
  arguments: {
    type: required(oneOf("file", "syslog", "socket")),
    path: required(text),
    options: texts,
    local: bool,
    description: text,
  },
  // Until it is enabled, Vault can't audit what else is written, and answers 500.
  isAlone: true,
  replacedBy: ["type", "path", "options", "local", "description"],
  ...vaultObject(({ path }) => `sys/audit/${String(path)}`),
  // There is no request for one of them.
  async read(args, { vault }) {
    const devices = (await readVault(vault, "sys/audit"))?.data ?? {};
    return Object.hasOwn(devices, `${String(args.path)}/`) ? args : undefined;
  },
  async apply({ type, path, options, local, description }, { vault }) {
    await vault.request("PUT", `sys/audit/${path}`, { type, options, local: local ?? false, description });
  },
};
