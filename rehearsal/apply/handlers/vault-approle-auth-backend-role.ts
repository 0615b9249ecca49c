import type { Handler } from "../handler";
import { authMethod } from "./needs";
import { TOKEN_ARGUMENTS } from "./token-arguments";
import { bool, list, number, required, text } from "../kinds";

export const vaultApproleAuthBackendRole: Handler = {
  arguments: {
    backend: required(text),
    role_name: required(text),
    bind_secret_id: bool,
    secret_id_ttl: number,
    secret_id_num_uses: number,
    secret_id_bound_cidrs: list(text),
    ...TOKEN_ARGUMENTS,
  },
  needs: (args) => authMethod(args.backend, args.token_policies),
  async apply({ backend, role_name: name, ...settings }, { vault }) {
    await vault.request("POST", `auth/${backend}/role/${name}`, settings);
  },
};
