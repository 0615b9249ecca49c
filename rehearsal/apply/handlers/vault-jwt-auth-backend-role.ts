import type { Handler } from "../handler";
import { number, oneOf, required, set, text, texts } from "../kinds";
import { TOKEN_ARGUMENTS } from "./token-arguments";
import { vaultObject, withNothing } from "./vault-object";

export const vaultJwtAuthBackendRole: Handler = {
  arguments: {
    backend: required(text),
    role_name: required(text),
    role_type: oneOf("jwt", "oidc"),
    user_claim: required(text),
    bound_audiences: set(text),
    bound_subject: text,
    bound_claims: texts,
    bound_claims_type: oneOf("string", "glob"),
    clock_skew_leeway: number,
    expiration_leeway: number,
    not_before_leeway: number,
    ...TOKEN_ARGUMENTS,
  },
  needs: ({ backend, token_policies: policies = [] }) => [
    { type: "vault_jwt_auth_backend", where: { path: backend } },
    ...(policies as unknown[]).map((name) => ({ type: "vault_policy", where: { name } })),
  ],
  replacedBy: ["backend", "role_name", "role_type"],
  kept: ["role_type", "bound_claims_type"],
  ...vaultObject(({ backend, role_name: name }) => `auth/${String(backend)}/role/${String(name)}`),
  async apply({ backend, role_name: name, ...settings }, { vault }, previous) {
    const { bound_claims: claims = {} } = settings as { bound_claims?: Readonly<Record<string, string>> };
    const values = Object.entries(claims).map(([claim, value]) => [claim, value.split(",").map(trimmed)]);
    await vault.request("POST", `auth/${backend}/role/${name}`, {
      bound_audiences: [],
      ...withNothing(settings, previous),
      bound_claims: Object.fromEntries(values),
    });
  },
};

function trimmed(value: string): string {
  return value.trim();
}
