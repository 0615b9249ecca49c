import { type ServerAddress, serversOf } from "../access/credential-description";

/**
 * The URL of a credential at its server, of which libpq and most drivers take everything.
 *
 * @param user percent-encoded, or what a template makes of it
 * @param password likewise
 * @see PostgreSQL documentation, "Connection URIs",
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function connectionUrl(address: ServerAddress, user: string, password: string): string {
  const { database, sslMode, caFile, targetSessionAttrs } = address;
  const servers = serversOf(address).map(
    ({ host, port }) => `${host.includes(":") ? `[${host}]` : host}:${port}`,
  );
  const query = [
    `sslmode=${sslMode}`,
    ...(caFile === undefined ? [] : [`sslrootcert=${encodeURIComponent(caFile)}`]),
    ...(targetSessionAttrs === undefined ? [] : [`target_session_attrs=${targetSessionAttrs}`]),
  ];
  return `postgresql://${user}:${password}@${servers.join(",")}/${encodeURIComponent(database)}?${query.join("&")}`;
}
