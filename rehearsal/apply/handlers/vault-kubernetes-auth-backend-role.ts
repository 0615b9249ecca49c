import type { Handler } from "../handler";
import { authMethod } from "./needs";
import { TOKEN_ARGUMENTS } from "./token-arguments";
import { list, required, text } from "../kinds";

export const vaultKubernetesAuthBackendRole: Handler = {
  arguments: {
    backend: required(text),
    role_name: required(text),
    bound_service_account_names: required(list(text)),
    bound_service_account_namespaces: required(list(text)),
    audience: text,
    alias_name_source: text,
    ...TOKEN_ARGUMENTS,
  },
  needs: (args) => [
    ...authMethod(args.backend, args.token_policies),
    // Vault takes a role without it, of which nobody can log in.
    { type: "vault_kubernetes_auth_backend_config", where: { backend: args.backend } },
  ],
  async apply({ backend, role_name: name, ...settings }, { vault }) {
    await vault.request("POST", `auth/${backend}/role/${name}`, settings);
  },
};
