import type { ConnectionDescription } from "../../constructs";
import type { Subject } from "../subject";

/** A connection as what a check is about. */
export function aboutConnection({ name, engine }: ConnectionDescription): Subject {
  return { kind: "connection", name, engine };
}
