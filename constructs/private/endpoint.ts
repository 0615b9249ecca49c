import type { EndpointDescription } from "../access/endpoint-description";
import type { DatabaseEndpoint, DatabaseHost, TargetSessionAttrs } from "../database-endpoint";

/** What `targetSessionAttrs` can be. */
export const TARGET_SESSION_ATTRS: readonly TargetSessionAttrs[] = [
  "any",
  "read-write",
  "read-only",
  "primary",
  "standby",
  "prefer-standby",
];

/** The one place where the defaults of an endpoint are. */
export function describeEndpoint(endpoint: DatabaseEndpoint): EndpointDescription {
  const described = ({ host, port }: DatabaseHost) => ({ host, port: port ?? 5432 });
  if (!("hosts" in endpoint)) return described(endpoint);
  const { hosts, targetSessionAttrs = "read-write" } = endpoint;
  return { hosts: hosts.map(described), targetSessionAttrs };
}
