import { stringify } from "yaml";

/** Documents as YAML, in which no text is a number or a switch to anybody, by YAML 1.1 either. */
export function yamlOf(documents: readonly object[]): string {
  return documents
    .map((document) => stringify(document, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false }))
    .join("---\n");
}
