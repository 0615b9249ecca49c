import type { AccessManifest, ConnectionDescription } from "../../constructs";

/** The description of the connection that a resource's arguments name. */
export function describedConnection(
  { connections }: AccessManifest,
  { backend, name }: Readonly<Record<string, unknown>>,
): ConnectionDescription | undefined {
  return connections.find((each) => each.engine === backend && each.name === name);
}
