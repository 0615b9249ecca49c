import { type Handler, pick } from "../handler";

const STATEMENTS = [
  "creation_statements",
  "renew_statements",
  "revocation_statements",
  "rollback_statements",
];

const SETTINGS = ["db_name", "default_ttl", "max_ttl", "credential_config"];

export const vaultDatabaseSecretBackendRole: Handler = {
  known: ["backend", "name", ...SETTINGS, ...STATEMENTS],
  async apply(args, { vault }) {
    const body = pick(args, [...SETTINGS, ...STATEMENTS]);
    await vault.request("POST", `${args.backend}/roles/${args.name}`, body);
  },
};
