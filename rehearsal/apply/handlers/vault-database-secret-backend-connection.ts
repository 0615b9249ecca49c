import type { Arguments, Handler } from "../handler";
import { database as databaseNeeds, mount, roles } from "./needs";
import { block, bool, list, number, required, text } from "../kinds";
import { vaultObject } from "./vault-object";
import { describedConnection } from "../../stack/described-connection";

export const vaultDatabaseSecretBackendConnection: Handler = {
  arguments: {
    backend: required(text),
    name: required(text),
    allowed_roles: list(text),
    verify_connection: bool,
    root_rotation_statements: list(text),
    postgresql: required(
      block({
        connection_url: required(text),
        username: required(text),
        password_wo: text,
        password_wo_version: number,
        password_authentication: text,
        username_template: text,
        max_open_connections: number,
        max_idle_connections: number,
        max_connection_lifetime: number,
        tls_ca: text,
      }),
    ),
  },
  needs: ({ backend, name, postgresql }, access) => {
    const known = describedConnection(access, { backend, name });
    if (!known) return [mount(backend)];
    const { username: role } = postgresql as Arguments;
    const { server: provider, name: database } = known.database;
    return [
      mount(backend),
      ...databaseNeeds(provider, database),
      ...roles(provider, role),
      // Vault logs in as soon as it is written, unless it is told not to.
      { type: "postgresql_grant", where: { provider, database, object_type: "database", role } },
    ];
  },
  // Not its name: the provider writes the connection by its new name, too, and leaves the other one.
  replacedBy: ["backend"],
  unread: ["postgresql.password_wo_version"],
  ...vaultObject(({ backend, name }) => `${String(backend)}/config/${String(name)}`),
  async apply({ backend, name, postgresql, ...settings }, { vault }, previous) {
    const { password_wo, password_wo_version, max_connection_lifetime, ...own } = postgresql as Arguments;
    const before = previous?.postgresql as Arguments | undefined;
    await vault.request("POST", `${backend}/config/${name}`, {
      plugin_name: "postgresql-database-plugin",
      disable_escaping: false,
      ...settings,
      ...own,
      ...(max_connection_lifetime !== undefined && {
        max_connection_lifetime: `${max_connection_lifetime}s`,
      }),
      // A write-only argument is sent when its version is another.
      ...(password_wo_version !== before?.password_wo_version && { password: password_wo }),
    });
  },
};
