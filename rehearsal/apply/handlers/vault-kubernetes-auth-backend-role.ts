import type { Handler } from "../handler";
import { authMethod } from "./needs";
import { TOKEN_ARGUMENTS } from "./token-arguments";
import { required, set, text } from "../kinds";
import { vaultObject, withNothing } from "./vault-object";

export const vaultKubernetesAuthBackendRole: Handler = {
  arguments: {
    backend: required(text),
    role_name: required(text),
    bound_service_account_names: required(set(text)),
    bound_service_account_namespaces: required(set(text)),
    audience: text,
    alias_name_source: text,
    ...TOKEN_ARGUMENTS,
  },
  needs: (args) => [
    ...authMethod(args.backend, args.token_policies),
    // Vault takes a role without it, of which nobody can log in.
    { type: "vault_kubernetes_auth_backend_config", where: { backend: args.backend } },
  ],
  replacedBy: ["backend", "role_name"],
  kept: ["alias_name_source"],
  ...vaultObject(({ backend, role_name: name }) => `auth/${String(backend)}/role/${String(name)}`),
  async apply({ backend, role_name: name, ...settings }, { vault }, previous) {
    await vault.request("POST", `auth/${backend}/role/${name}`, withNothing(settings, previous));
  },
};
