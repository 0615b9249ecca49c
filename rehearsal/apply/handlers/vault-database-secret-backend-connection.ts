import { type Arguments, type Handler, pick } from "../handler";

const SETTINGS = [
  "connection_url",
  "username",
  "max_open_connections",
  "max_idle_connections",
  "username_template",
  "password_authentication",
  "tls_ca",
];

export const vaultDatabaseSecretBackendConnection: Handler = {
  known: ["backend", "name", "allowed_roles", "verify_connection", "postgresql", "root_rotation_statements"],
  async apply(args, { vault }, previous) {
    const settings = args.postgresql as Arguments;
    const before = previous?.postgresql as Arguments | undefined;
    // A write-only argument is sent when its version is another.
    const isPasswordSent = settings.password_wo_version !== before?.password_wo_version;
    await vault.request("POST", `${args.backend}/config/${args.name}`, {
      plugin_name: "postgresql-database-plugin",
      disable_escaping: false,
      ...pick(args, ["allowed_roles", "verify_connection", "root_rotation_statements"]),
      ...pick(settings, SETTINGS),
      ...(settings.max_connection_lifetime !== undefined && {
        max_connection_lifetime: `${settings.max_connection_lifetime}s`,
      }),
      ...(isPasswordSent && { password: settings.password_wo }),
    });
  },
};
