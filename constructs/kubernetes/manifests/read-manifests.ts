/** The objects in a file of a cluster. */
export function manifestsIn(text: string): unknown[] {
  // Loaded where there is something to read.
  const { parseAllDocuments } = require("yaml") as typeof import("yaml");
  return parseAllDocuments(text, { version: "1.1" }).map((document) => document.toJS() as unknown);
}
