import type { ServerAddress, ServerCredential } from "../access/credential-description";
import type { CredentialProps } from "./credential-props";

/** A credential in `access.json`. */
export function describeCredential(props: CredentialProps): ServerCredential {
  return { credential: props.role.path, address: addressOf(props) };
}

/** Where a server is. What is missing is a problem of its own. */
export function addressOf({ role, endpoint, sslMode, caFile }: CredentialProps): ServerAddress {
  const { host, port, database, ...known } = { ...role.address, ...endpoint } as ServerAddress;
  return {
    host: String(host).replace(/^\[(.*)\]$/, "$1"),
    port: (endpoint ? endpoint.port : port) ?? 5432,
    database,
    sslMode: sslMode ?? known.sslMode,
    caFile,
  };
}
