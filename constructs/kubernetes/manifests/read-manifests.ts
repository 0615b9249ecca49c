import { parseAllDocuments } from "yaml";

/** The objects in a file of a cluster. */
export function manifestsIn(text: string): unknown[] {
  return parseAllDocuments(text, { version: "1.1" }).map((document) => document.toJS() as unknown);
}
