import type { Handler } from "../handler";
import { bool, list, number, oneOf, required, text } from "../kinds";

export const vaultTokenAuthBackendRole: Handler = {
  arguments: {
    role_name: required(text),
    allowed_policies: list(text),
    orphan: bool,
    renewable: bool,
    token_no_default_policy: bool,
    token_period: number,
    token_type: oneOf("service", "batch", "default-service", "default-batch"),
  },
  needs: ({ allowed_policies: policies = [] }) =>
    (policies as unknown[]).map((name) => ({ type: "vault_policy", where: { name } })),
  async apply({ role_name: name, ...settings }, { vault }) {
    await vault.request("POST", `auth/token/roles/${name}`, settings);
  },
};
