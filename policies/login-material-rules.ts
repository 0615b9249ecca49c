import type { PolicyRule } from "./policy-document";

/** Kinds of login material. */
export type LoginMaterialKind = keyof typeof RULES;

/** What a workload logs in with, that a policy lets its token make: only wrapped, and with nothing said about it. */
export interface LoginMaterial {
  /** `secret-id`: a secret ID of AppRole. `token`: a token of a role. */
  readonly kind: LoginMaterialKind;
  /** The path that makes it: `auth/approle/role/myapp/secret-id`, `auth/token/create/legacy`. */
  readonly path: string;
  /** How long it may stay wrapped, in seconds. */
  readonly wrappingTtl: WrappingTtl;
}

/** Bounds of the life of a wrapping token, in seconds. */
export interface WrappingTtl {
  /** Vault's `min_wrapping_ttl`. */
  readonly min: number;
  /** Vault's `max_wrapping_ttl`. */
  readonly max: number;
}

/** How long it may stay wrapped where nobody says so. */
export const WRAPPING_TTL: WrappingTtl = { min: 1, max: 600 };

const RULES = {
  "secret-id": secretIdRules,
  token: (material: LoginMaterial): PolicyRule[] => [wrapped(material)],
};

/** Where secret IDs of a workload are made. */
export function secretIdPath(mount: string, workload: string): string {
  return `auth/${mount}/role/${workload}/secret-id`;
}

/** Where tokens of a workload are made. */
export function tokenPath(workload: string): string {
  return `auth/token/create/${workload}`;
}

/** What a token needs to make login material, and nothing else of it. */
export function loginMaterialRules(material: LoginMaterial): PolicyRule[] {
  return RULES[material.kind](material);
}

/** A secret ID is of use only together with the role ID, which is no secret. */
function secretIdRules(material: LoginMaterial): PolicyRule[] {
  return [
    wrapped(material),
    { path: material.path.replace(/secret-id$/, "role-id"), capabilities: ["read"] },
  ];
}

/**
 * An answer that is wrapped, and a request without parameters: what they would widen is its role's to refuse, but
 * metadata gets into what templated policies and the audit log say of whoever logs in, and a token's `id` could be chosen.
 *
 * @see Vault documentation, "Policies", "Required response wrapping TTLs",
 * https://developer.hashicorp.com/vault/docs/concepts/policies#required-response-wrapping-ttls
 */
function wrapped({ path, wrappingTtl }: LoginMaterial): PolicyRule {
  return {
    path,
    capabilities: ["update"],
    deniedParameters: { "*": [] },
    minWrappingTtl: wrappingTtl.min,
    maxWrappingTtl: wrappingTtl.max,
  };
}
