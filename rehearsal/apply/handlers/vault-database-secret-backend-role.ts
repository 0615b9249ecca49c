import type { Arguments, Handler } from "../handler";
import { mount, passwordPolicy } from "./needs";
import { list, number, required, text, texts } from "../kinds";
import { vaultObject, withNothing } from "./vault-object";

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
  needs: ({ backend, db_name: name, credential_config: config }) => [
    mount(backend),
    // Vault takes a role without them, of which nothing can be issued.
    { type: "vault_database_secret_backend_connection", where: { backend, name } },
    ...passwordPolicy(config as Arguments | undefined),
  ],
  replacedBy: ["backend", "name", "db_name"],
  ...vaultObject(({ backend, name }) => `${String(backend)}/roles/${String(name)}`),
  async apply({ backend, name, ...settings }, { vault }, previous) {
    await vault.request("POST", `${backend}/roles/${name}`, withNothing(settings, previous));
  },
};
