import type { ServerAddress, ServerCredential } from "../access/credential-description";
import { type EndpointDescription, hostsOf } from "../access/endpoint-description";
import { describeEndpoint } from "../private/endpoint";
import type { DatabaseEndpoint } from "../database-endpoint";
import type { CredentialProps } from "./credential-props";

/** A credential in `access.json`. */
export function describeCredential(props: CredentialProps): ServerCredential {
  return { credential: props.role.path, address: addressOf(props) };
}

/** Where a server is. What is missing is a problem of its own. */
export function addressOf(props: CredentialProps): ServerAddress {
  const { role, sslMode, caFile } = props;
  const { database, sslMode: known } = role.address;
  const endpoint = endpointOf(props) ?? ({ host: "undefined", port: 5432 } as const);
  return { ...inLibpqsWords(endpoint), database, sslMode: sslMode ?? String(known), caFile };
}

/** The endpoint that is given, or that of the role's connection, where it is known. */
export function endpointOf({ role, endpoint }: CredentialProps): EndpointDescription | undefined {
  const { host, hosts } = role.address;
  const known = host === undefined && hosts === undefined ? undefined : (role.address as DatabaseEndpoint);
  const given = endpoint ?? known;
  return given && describeEndpoint(given);
}

function inLibpqsWords(
  endpoint: EndpointDescription,
): Pick<ServerAddress, "host" | "port" | "targetSessionAttrs"> {
  const hosts = hostsOf(endpoint).map(({ host }) => String(host).replace(/^\[(.*)\]$/, "$1"));
  if (!("hosts" in endpoint)) return { host: hosts.join(), port: endpoint.port };
  const { targetSessionAttrs } = endpoint;
  return { host: hosts.join(), port: endpoint.hosts.map(({ port }) => port).join(), targetSessionAttrs };
}
