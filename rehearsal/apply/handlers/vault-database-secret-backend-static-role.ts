import type { AccessManifest } from "../../../constructs";
import { isSameDatabase } from "../../../contract/difference";
import { describedConnection } from "../../stack/described-connection";
import type { Arguments, Handler, Need } from "../handler";
import { atLeast, list, required, text, texts } from "../kinds";
import { mount, passwordPolicy, roles } from "./needs";
import { vaultObject } from "./vault-object";

export const vaultDatabaseSecretBackendStaticRole: Handler = {
  arguments: {
    backend: required(text),
    name: required(text),
    db_name: required(text),
    username: required(text),
    rotation_period: atLeast(5),
    rotation_schedule: text,
    rotation_window: atLeast(3600),
    rotation_statements: required(list(text)),
    credential_config: texts,
  },
  needs: ({ backend, db_name: name, username, credential_config: config }, access) => [
    mount(backend),
    { type: "vault_database_secret_backend_connection", where: { backend, name } },
    // Vault changes the password as soon as it is written.
    ...login(username, describedConnection(access, { backend, name })?.database, access),
    ...passwordPolicy(config as Arguments | undefined),
  ],
  replacedBy: ["backend", "name", "username", "db_name"],
  ...vaultObject(({ backend, name }) => `${String(backend)}/static-roles/${String(name)}`),
  async apply({ backend, name, ...settings }, { vault }) {
    await vault.request("POST", `${backend}/static-roles/${name}`, settings);
  },
};

/** The login, and that the issuer may change its password. */
function login(
  userName: unknown,
  database: AccessManifest["connections"][number]["database"] | undefined,
  { databases }: AccessManifest,
): Need[] {
  const known = databases.find((each) => database && isSameDatabase(each, database));
  if (!known) return [];
  const { server: provider, issuer: role } = known;
  return [
    ...roles(provider, userName),
    { type: "postgresql_grant_role", where: { provider, role, grant_role: userName } },
  ];
}
