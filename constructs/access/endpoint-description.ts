/** A server, and its port. */
export interface HostDescription {
  readonly host: string;
  readonly port: number;
}

/** Servers with the same data, of which whoever connects takes the one that `targetSessionAttrs` asks for. */
export interface HostsDescription {
  readonly hosts: readonly HostDescription[];
  /** libpq's `target_session_attrs`. */
  readonly targetSessionAttrs: "any" | "read-write" | "read-only" | "primary" | "standby" | "prefer-standby";
}

export type EndpointDescription = HostDescription | HostsDescription;

/** The servers of an endpoint, one or several. */
export function hostsOf(endpoint: EndpointDescription): readonly HostDescription[] {
  return "hosts" in endpoint ? endpoint.hosts : [endpoint];
}

/** An endpoint as a URL has it: `host:port`, of several with commas between them. */
export function authorityOf(endpoint: EndpointDescription): string {
  return hostsOf(endpoint)
    .map(({ host, port }) => `${host}:${port}`)
    .join(",");
}
