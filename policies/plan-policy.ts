import { providerPolicy } from "./deployer-policy";
import type { PolicyDocument } from "./policy-document";
import { resourcePaths, type WrittenResource } from "./written-resource";

/**
 * What `terraform plan` of these resources needs in Vault: to read them. For pull requests. Audit devices are guarded
 * by sudo even where they are only read.
 */
export function planPolicy(resources: readonly WrittenResource[]): PolicyDocument {
  const document = providerPolicy();
  for (const { path, read, sudo } of resourcePaths(resources)) {
    if (read) document.allow(path, sudo ? ["read", "sudo"] : ["read"]);
  }
  return document;
}
