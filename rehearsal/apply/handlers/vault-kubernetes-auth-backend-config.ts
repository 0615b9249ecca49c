import { type Handler, pick } from "../handler";

const SETTINGS = [
  "disable_iss_validation",
  "kubernetes_host",
  "kubernetes_ca_cert",
  "disable_local_ca_jwt",
  "token_reviewer_jwt",
];

export const vaultKubernetesAuthBackendConfig: Handler = {
  known: ["backend", ...SETTINGS],
  async apply(args, { vault }) {
    // The provider writes false where Vault's own default is true.
    const settings = { disable_iss_validation: false, ...pick(args, SETTINGS) };
    await vault.request("POST", `auth/${args.backend}/config`, settings);
  },
};
