import type { Handler } from "../handler";
import { authMethod } from "./needs";
import { bool, required, text } from "../kinds";

export const vaultKubernetesAuthBackendConfig: Handler = {
  arguments: {
    backend: required(text),
    disable_iss_validation: bool,
    kubernetes_host: required(text),
    kubernetes_ca_cert: text,
    disable_local_ca_jwt: bool,
    token_reviewer_jwt: text,
  },
  needs: ({ backend }) => authMethod(backend),
  async apply({ backend, ...settings }, { vault }) {
    // The provider writes false where Vault's own default is true.
    await vault.request("POST", `auth/${backend}/config`, { disable_iss_validation: false, ...settings });
  },
};
