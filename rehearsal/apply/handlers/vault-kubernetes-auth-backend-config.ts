import type { Handler } from "../handler";
import { authMethod } from "./needs";
import { bool, number, required, text } from "../kinds";

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
  async apply(args, { vault }, previous) {
    // The provider writes when something is another, and Vault forgets what isn't written then.
    if (JSON.stringify(args) === JSON.stringify(previous)) return;
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
