import { type CredentialVariables, type ServerAddress, serversOf } from "./credential-description";

/** Where a server is, in words. */
export function server(address: ServerAddress): string {
  const { database, sslMode, caFile, targetSessionAttrs: attrs } = address;
  const servers = serversOf(address).map(({ host, port }) => `${host}:${port}`);
  const which = attrs ? ` (${attrs})` : "";
  return `${database} at ${servers.join(",")}${which}, sslmode ${sslMode}${caFile ? `, CA ${caFile}` : ""}`;
}

/** Variables and what is in each, in words. */
export function inWords(variables: CredentialVariables): string {
  return Object.entries(variables)
    .map(([name, field]) => `${name} is ${field}`)
    .join(", ");
}
