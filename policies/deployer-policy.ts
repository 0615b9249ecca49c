import { PolicyDocument } from "./policy-document";
import { resourcePaths, type WrittenResource } from "./written-resource";

/**
 * What `terraform apply` of these resources needs in Vault. It can't read a credential of any role.
 *
 * @see Terraform's Vault provider documentation, "Provider Arguments", `skip_child_token`
 */
export function deployerPolicy(resources: readonly WrittenResource[]): PolicyDocument {
  const document = providerPolicy();
  for (const { path, read, write, sudo } of resourcePaths(resources)) {
    document.allow(path, [
      ...(read ? (["read"] as const) : []),
      ...write,
      ...(sudo ? (["sudo"] as const) : []),
    ]);
  }
  return document;
}

/** What Terraform's Vault provider does before anything else: it works with a short-lived token of its own. */
export function providerPolicy(): PolicyDocument {
  return new PolicyDocument()
    .allow("auth/token/create", ["create", "update"])
    .allow("auth/token/lookup-self", ["read"])
    .allow("auth/token/revoke-self", ["update"]);
}
