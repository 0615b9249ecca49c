import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "./reference";

/**
 * What Vault knows an issuer by, and whether it reaches it. A rehearsal has another one, once it has seen that the stack's is
 * the described one.
 */
const ISSUER = [
  "oidc_discovery_url",
  "oidc_discovery_ca_pem",
  "jwks_url",
  "jwks_ca_pem",
  "jwt_validation_pubkeys",
  "status",
];

/** Whose tokens Vault takes, and how signed: as described, and otherwise as it does when nothing is said. */
export function issuersAsDescribed({ about, access, deployment }: Context): Check[] {
  const methods = access.authMethods.filter(({ issuer, imported }) => issuer && !imported);
  if (!methods.length) return [];
  return [
    {
      id: "issuers-as-described",
      kind: "also",
      says: "issuers of tokens as described",
      about,
      harm: "nothing",
      needs: ["root of Vault", "Vault before the apply"],
      attempt: async () => {
        const defaults = defaultsOf(deployment.vaultBefore.reference, "jwt configuration");
        for (const { path, issuer } of methods) {
          const { data = {} } = await deployment.vault.request("GET", `auth/${path}/config`);
          const said = { bound_issuer: issuer?.issuer, jwt_supported_algs: [issuer?.algorithm] };
          const wrong = settingDifferences(withoutIssuer({ ...defaults, ...said }), withoutIssuer(data));
          if (wrong.length) throw new Violation(`auth/${path}/config: ${wrong.join("; ")}`);
        }
        return methods.map(({ path }) => `auth/${path}/config`).join(", ");
      },
    },
  ];
}

function withoutIssuer(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !ISSUER.includes(name)));
}
