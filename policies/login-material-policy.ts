import { type LoginMaterial, loginMaterialRules, secretIdPath, WRAPPING_TTL } from "./login-material-rules";
import { PolicyDocument } from "./policy-document";
import type { WrittenResource } from "./written-resource";

/**
 * What somebody needs in Vault who starts workloads by hand: to make what each of them logs in with, wrapped for at most
 * ten minutes. It reads no credential, and can't be given to Terraform, which would keep in its state what it made.
 */
export function loginMaterialPolicy(resources: readonly WrittenResource[]): PolicyDocument {
  const document = new PolicyDocument();
  for (const { path, capabilities, ...parameters } of resources
    .flatMap(materialsOf)
    .flatMap(loginMaterialRules))
    document.allow(path, capabilities, parameters);
  return document;
}

function materialsOf({ type, attributes }: WrittenResource): LoginMaterial[] {
  if (type !== "vault_approle_auth_backend_role") return [];
  const path = secretIdPath(String(attributes.backend), String(attributes.role_name));
  // What is wrapped for longer than it lives is of no use when it is opened; what only Terraform knows is no number here.
  const max = Math.min(WRAPPING_TTL.max, Number(attributes.secret_id_ttl) || Infinity);
  return [{ kind: "secret-id", path, wrappingTtl: { ...WRAPPING_TTL, max } }];
}
