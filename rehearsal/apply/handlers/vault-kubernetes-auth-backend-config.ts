import { type Handler, pick } from "../handler";

const SETTINGS = ["kubernetes_host", "kubernetes_ca_cert", "disable_local_ca_jwt", "token_reviewer_jwt"];

export const vaultKubernetesAuthBackendConfig: Handler = {
  known: ["backend", ...SETTINGS],
  async apply(args, { vault }) {
    await vault.request("POST", `auth/${args.backend}/config`, pick(args, SETTINGS));
  },
};
