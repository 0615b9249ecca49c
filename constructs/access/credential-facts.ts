import type { CredentialVariables, ServerAddress } from "./credential-description";

/** Where a server is, in words. */
export function server({ host, port, database, sslMode, caFile }: ServerAddress): string {
  return `${database} at ${host}:${port}, sslmode ${sslMode}${caFile ? `, CA ${caFile}` : ""}`;
}

/** Variables and what is in each, in words. */
export function inWords(variables: CredentialVariables): string {
  return Object.entries(variables)
    .map(([name, field]) => `${name} is ${field}`)
    .join(", ");
}
