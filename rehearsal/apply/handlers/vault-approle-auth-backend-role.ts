import type { Handler } from "../handler";
import { authMethod } from "./needs";
import { TOKEN_ARGUMENTS } from "./token-arguments";
import { bool, number, required, set, text } from "../kinds";
import { vaultObject, withNothing } from "./vault-object";

export const vaultApproleAuthBackendRole: Handler = {
  arguments: {
    backend: required(text),
    role_name: required(text),
    bind_secret_id: bool,
    secret_id_ttl: number,
    secret_id_num_uses: number,
    secret_id_bound_cidrs: set(text),
    ...TOKEN_ARGUMENTS,
  },
  needs: (args) => authMethod(args.backend, args.token_policies),
  replacedBy: ["backend", "role_name"],
  ...vaultObject(({ backend, role_name: name }) => `auth/${String(backend)}/role/${String(name)}`),
  async apply({ backend, role_name: name, ...settings }, { vault }, previous) {
    await vault.request("POST", `auth/${backend}/role/${name}`, withNothing(settings, previous));
  },
};
