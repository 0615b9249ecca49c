import { PolicyDocument } from "./policy-document";
import { resourcePaths, type WrittenResource } from "./written-resource";

/**
 * What `terraform apply` of these resources needs in Vault. It can't read a credential of any role, but whoever
 * writes policies and login roles can let others in: guard who gets it.
 *
 * What is taken out of a stack has to be deleted too, so give the resources of before and after then. Moving a mount
 * to another path (`sys/remount`) is not in it.
 *
 * @see Terraform's Vault provider documentation, "Provider Arguments", `skip_child_token`,
 * https://registry.terraform.io/providers/hashicorp/vault/latest/docs#provider-arguments
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

/** What Terraform's Vault provider does before anything else: it makes a token of its own that lives 20 minutes. */
export function providerPolicy(): PolicyDocument {
  return new PolicyDocument()
    .allow("auth/token/create", ["update"])
    .allow("auth/token/lookup-self", ["read"]);
}
