import { type Handler, pick } from "../handler";
import { TOKEN_ARGUMENTS } from "./token-arguments";

const OWN = ["bind_secret_id", "secret_id_ttl", "secret_id_num_uses", "secret_id_bound_cidrs"];

export const vaultApproleAuthBackendRole: Handler = {
  known: ["backend", "role_name", ...OWN, ...TOKEN_ARGUMENTS],
  async apply(args, { vault }) {
    await vault.request(
      "POST",
      `auth/${args.backend}/role/${args.role_name}`,
      pick(args, [...OWN, ...TOKEN_ARGUMENTS]),
    );
  },
};
