import {
  type LoginMaterial,
  loginMaterialRules,
  secretIdPath,
  tokenPath,
  WRAPPING_TTL,
  type WrappingTtl,
} from "./login-material-rules";
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
  switch (type) {
    case "vault_approle_auth_backend_role": {
      const path = secretIdPath(String(attributes.backend), String(attributes.role_name));
      return [{ kind: "secret-id", path, wrappingTtl: within(attributes.secret_id_ttl) }];
    }
    case "vault_token_auth_backend_role": {
      const path = tokenPath(String(attributes.role_name));
      return [{ kind: "token", path, wrappingTtl: within(attributes.token_period) }];
    }
    default:
      return [];
  }
}

/** What is wrapped for longer than it lives is of no use when it is opened; what only Terraform knows is no number here. */
function within(life: unknown): WrappingTtl {
  return { ...WRAPPING_TTL, max: Math.min(WRAPPING_TTL.max, Number(life) || Infinity) };
}
