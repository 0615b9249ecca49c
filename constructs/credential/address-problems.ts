import { isIPv6 } from "node:net";
import { Token } from "cdktf";
import { type EndpointDescription, hostsOf, type HostsDescription } from "../access/endpoint-description";
import { TARGET_SESSION_ATTRS } from "../private/endpoint";
import type { Problem } from "../private/validation";
import { unknownText } from "../private/vault-name";
import { type CredentialProps, SSL_MODES } from "./credential-props";
import { endpointOf } from "./describe-credential";
import { filePathProblems } from "./file-path-problems";

/** What is wrong with where a server is, as the workload sees it. */
export function addressProblems(props: CredentialProps): Problem[] {
  const { role, sslMode, caFile } = props;
  const endpoint = endpointOf(props);
  return [
    ...(endpoint ? endpointProblems(role.roleName, endpoint) : [missing("endpoint", role.roleName)]),
    ...sslModeProblems(role.roleName, sslMode ?? role.address.sslMode),
    ...(caFile === undefined ? [] : filePathProblems("caFile", caFile)),
  ];
}

/** Whether it is a name, or an address: one of IPv6 in brackets. */
export function isHost(host: string): boolean {
  return /^\w([\w.-]*\w)?\.?$/.test(host) || (/^\[.*\]$/.test(host) && isIPv6(host.slice(1, -1)));
}

function endpointProblems(role: string, endpoint: EndpointDescription): Problem[] {
  return [
    ...hostsOf(endpoint).flatMap(({ host, port }) => [...hostProblems(role, host), ...portProblems(port)]),
    ...("hosts" in endpoint ? hostsProblems(endpoint) : []),
  ];
}

function hostsProblems({ hosts, targetSessionAttrs }: HostsDescription): Problem[] {
  const rule = "server-address";
  if (!hosts.length)
    return [{ rule, message: "the hosts of an endpoint are none", fix: "name at least one" }];
  if (TARGET_SESSION_ATTRS.includes(targetSessionAttrs)) return [];
  const message = `targetSessionAttrs of an endpoint is "${targetSessionAttrs}"`;
  return [{ rule, message, fix: `use one of ${TARGET_SESSION_ATTRS.join(", ")}` }];
}

function hostProblems(role: string, host: string): Problem[] {
  const rule = "server-address";
  if (Token.isUnresolved(host)) return [unknownText(rule, `host of role "${role}"`)];
  if (isHost(host)) return [];
  // What is before an @ may be a password.
  const message = `"${host.replace(/^.*@/, "…@")}" is not a host name or an IP address`;
  const fix =
    "write the name or the address alone, without scheme, port, user or path; an IPv6 address in brackets";
  return [{ rule, message, fix }];
}

/** What is wrong with a port. */
export function portProblems(port: number): Problem[] {
  const rule = "server-address";
  if (Token.isUnresolved(port)) return [unknownText(rule, "port of an endpoint")];
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return [];
  return [{ rule, message: `the port of an endpoint is ${port}`, fix: "use a whole number from 1 to 65535" }];
}

function sslModeProblems(role: string, mode: string | undefined): Problem[] {
  if (mode === undefined) return [missing("sslMode", role)];
  if ((SSL_MODES as readonly string[]).includes(mode)) return [];
  const message = `sslMode is "${mode}", by which nobody can tell whether a connection is encrypted`;
  return [{ rule: "server-address", message, fix: `use one of ${SSL_MODES.join(", ")}` }];
}

/** Of a connection that was configured elsewhere, nobody here knows where it leads. */
function missing(prop: string, role: string): Problem {
  const message = `${prop} is missing: the connection of role "${role}" was configured elsewhere`;
  return { rule: "server-address", message, fix: `give ${prop}, as the workload sees the server` };
}
