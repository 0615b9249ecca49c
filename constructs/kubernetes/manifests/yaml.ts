import { stringify } from "yaml";
import type { Manifest } from "./manifest";

/** Objects of a cluster as YAML, in which no text is a number or a switch to anybody, by YAML 1.1 either. */
export function yamlOf(manifests: readonly Manifest[]): string {
  return manifests
    .map((manifest) => stringify(manifest, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false }))
    .join("---\n");
}
