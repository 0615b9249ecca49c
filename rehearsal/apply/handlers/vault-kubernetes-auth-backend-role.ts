import { type Handler, pick } from "../handler";
import { TOKEN_ARGUMENTS } from "./token-arguments";

const OWN = [
  "bound_service_account_names",
  "bound_service_account_namespaces",
  "audience",
  "alias_name_source",
];

export const vaultKubernetesAuthBackendRole: Handler = {
  known: ["backend", "role_name", ...OWN, ...TOKEN_ARGUMENTS],
  async apply(args, { vault }) {
    await vault.request(
      "POST",
      `auth/${args.backend}/role/${args.role_name}`,
      pick(args, [...OWN, ...TOKEN_ARGUMENTS]),
    );
  },
};
