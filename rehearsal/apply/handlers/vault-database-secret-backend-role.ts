import type { Handler } from "../handler";
import { list, number, required, text, texts } from "../kinds";

export const vaultDatabaseSecretBackendRole: Handler = {
  arguments: {
    backend: required(text),
    name: required(text),
    db_name: required(text),
    default_ttl: number,
    max_ttl: number,
    credential_config: texts,
    creation_statements: required(list(text)),
    renew_statements: list(text),
    revocation_statements: list(text),
    rollback_statements: list(text),
  },
  async apply({ backend, name, ...settings }, { vault }) {
    await vault.request("POST", `${backend}/roles/${name}`, settings);
  },
};
