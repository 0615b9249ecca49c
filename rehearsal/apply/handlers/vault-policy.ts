import type { Arguments, Handler } from "../handler";
import { required, text } from "../kinds";
import { readVault, vaultObject } from "./vault-object";

const path = ({ name }: Arguments) => `sys/policies/acl/${String(name)}`;

export const vaultPolicy: Handler = {
  arguments: { name: required(text), policy: required(text) },
  replacedBy: ["name"],
  ...vaultObject(path),
  // For the provider, one that is gone is an empty one.
  async read(args, { vault }) {
    return (await readVault(vault, path(args))) ? args : { ...args, policy: "" };
  },
  async apply(args, { vault }) {
    await vault.request("PUT", path(args), { policy: args.policy });
  },
};
