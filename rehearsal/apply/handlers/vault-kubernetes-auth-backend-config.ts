import type { Handler } from "../handler";
import { authMethod } from "./needs";
import { bool, number, required, text } from "../kinds";
import { vaultObject } from "./vault-object";

export const vaultKubernetesAuthBackendConfig: Handler = {
  arguments: {
    backend: required(text),
    disable_iss_validation: bool,
    kubernetes_host: required(text),
    kubernetes_ca_cert: text,
    disable_local_ca_jwt: bool,
    token_reviewer_jwt: text,
    token_reviewer_jwt_wo: text,
    token_reviewer_jwt_wo_version: number,
  },
  needs: ({ backend }) => authMethod(backend),
  replacedBy: ["backend"],
  kept: ["kubernetes_ca_cert", "disable_iss_validation", "disable_local_ca_jwt"],
  unread: ["token_reviewer_jwt_wo_version"],
  ...vaultObject(({ backend }) => `auth/${String(backend)}/config`),
  // Vault has no request for it: it goes with the method.
  destroy: () => Promise.resolve(),
  async apply(args, { vault }, previous) {
    // Vault forgets what isn't written.
    const {
      token_reviewer_jwt_wo: token,
      token_reviewer_jwt_wo_version: version,
      backend,
      ...settings
    } = args;
    // A write-only argument is sent at first, and when its version is another.
    const isSent = token !== undefined && (!previous || version !== previous.token_reviewer_jwt_wo_version);
    await vault.request("POST", `auth/${backend}/config`, {
      // The provider writes false where Vault's own default is true.
      disable_iss_validation: false,
      ...settings,
      ...(isSent && { token_reviewer_jwt: token }),
    });
  },
};
