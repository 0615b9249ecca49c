import { type Handler, pick } from "../handler";

const STATEMENTS = [
  "creation_statements",
  "renew_statements",
  "revocation_statements",
  "rollback_statements",
];

export const vaultDatabaseSecretBackendRole: Handler = {
  known: ["backend", "name", "db_name", "default_ttl", "max_ttl", ...STATEMENTS],
  async apply(args, { vault }) {
    const body = pick(args, ["db_name", "default_ttl", "max_ttl", ...STATEMENTS]);
    await vault.request("POST", `${args.backend}/roles/${args.name}`, body);
  },
};
