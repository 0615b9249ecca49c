import type { Handler } from "../handler";
import { list, oneOf, required, text } from "../kinds";
import { vaultObject, withNothing } from "./vault-object";
import { remount } from "./vault-remount";

export const vaultJwtAuthBackend: Handler = {
  arguments: {
    path: required(text),
    type: oneOf("jwt"),
    oidc_discovery_url: text,
    oidc_discovery_ca_pem: text,
    jwks_url: text,
    jwks_ca_pem: text,
    jwt_validation_pubkeys: list(text),
    bound_issuer: text,
    jwt_supported_algs: list(text),
  },
  replacedBy: ["type"],
  ...vaultObject(({ path }) => `auth/${String(path)}/config`),
  destroy: async ({ path }, { vault }) => void (await vault.request("DELETE", `sys/auth/${path}`)),
  async apply({ path, type = "jwt", ...settings }, { vault }, previous) {
    if (!previous) await vault.request("POST", `sys/auth/${path}`, { type });
    else if (previous.path !== path) await remount(vault, `auth/${previous.path}`, `auth/${path}`);
    const { path: _path, type: _type, ...before } = previous ?? {};
    // The provider writes its own default.
    await vault.request("POST", `auth/${path}/config`, {
      namespace_in_state: true,
      ...withNothing(settings, before),
    });
  },
};
