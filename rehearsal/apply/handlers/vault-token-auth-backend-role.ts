import type { Handler } from "../handler";
import { bool, number, oneOf, required, set, text } from "../kinds";
import { vaultObject, withNothing } from "./vault-object";

export const vaultTokenAuthBackendRole: Handler = {
  arguments: {
    role_name: required(text),
    allowed_policies: set(text),
    orphan: bool,
    renewable: bool,
    token_no_default_policy: bool,
    token_period: number,
    token_type: oneOf("service", "batch", "default-service", "default-batch"),
  },
  needs: ({ allowed_policies: policies = [] }) =>
    (policies as unknown[]).map((name) => ({ type: "vault_policy", where: { name } })),
  replacedBy: ["role_name"],
  ...vaultObject(({ role_name: name }) => `auth/token/roles/${String(name)}`),
  async apply({ role_name: name, ...settings }, { vault }, previous) {
    await vault.request("POST", `auth/token/roles/${name}`, withNothing(settings, previous));
  },
};
