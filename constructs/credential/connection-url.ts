import type { ServerAddress } from "../access/credential-description";

/**
 * The URL of a credential at its server, of which libpq and most drivers take everything.
 *
 * @param user percent-encoded, or what a template makes of it
 * @param password likewise
 * @see PostgreSQL documentation, "Connection URIs"
 */
export function connectionUrl(address: ServerAddress, user: string, password: string): string {
  const { port, database, sslMode, caFile } = address;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  const query = [
    `sslmode=${sslMode}`,
    ...(caFile === undefined ? [] : [`sslrootcert=${encodeURIComponent(caFile)}`]),
  ];
  return `postgresql://${user}:${password}@${host}:${port}/${encodeURIComponent(database)}?${query.join("&")}`;
}
