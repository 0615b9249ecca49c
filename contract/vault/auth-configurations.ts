import type { AuthMethodDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "./reference";

/** How auth methods of one type are configured. */
interface AuthConfigurations {
  readonly id: string;
  readonly says: string;
  readonly type: "jwt" | "kubernetes";
  /** What is not compared: a rehearsal has another one, once it has seen that the stack's is the described one. */
  readonly replaced: readonly string[];
  /** What is said of one, besides Vault's defaults. */
  readonly said: (method: AuthMethodDescription) => Settings;
}

/** How Vault asks clusters whose tokens are: as described, and otherwise as it does when nothing is said. */
export const clustersAskedAsDescribed = (context: Context) =>
  asDescribed(context, {
    id: "clusters-asked-as-described",
    says: "clusters asked as described",
    type: "kubernetes",
    replaced: ["kubernetes_host", "kubernetes_ca_cert", "token_reviewer_jwt_set"],
    said: ({ cluster }) => ({
      // The token review checks the issuer.
      disable_iss_validation: true,
      disable_local_ca_jwt: cluster?.reviewer !== "vault-service-account",
    }),
  });

/** Whose tokens Vault takes, and how signed: as described, and otherwise as it does when nothing is said. */
export const issuersAsDescribed = (context: Context) =>
  asDescribed(context, {
    id: "issuers-as-described",
    says: "issuers of tokens as described",
    type: "jwt",
    replaced: [
      "oidc_discovery_url",
      "oidc_discovery_ca_pem",
      "jwks_url",
      "jwks_ca_pem",
      "jwt_validation_pubkeys",
      // Whether Vault reaches it.
      "status",
    ],
    said: ({ issuer }) => ({ bound_issuer: issuer?.issuer, jwt_supported_algs: [issuer?.algorithm] }),
  });

function asDescribed(
  { about, access, deployment }: Context,
  { id, says, type, replaced, said }: AuthConfigurations,
): Check[] {
  const methods = access.authMethods.filter((method) => method.type === type && !method.imported);
  if (!methods.length) return [];
  const compared = (settings: Settings): Settings =>
    Object.fromEntries(Object.entries(settings).filter(([name]) => !replaced.includes(name)));
  return [
    {
      id,
      kind: "also",
      says,
      about,
      harm: "nothing",
      needs: ["root of Vault", "Vault before the apply"],
      attempt: async () => {
        const defaults = defaultsOf(deployment.vaultBefore.reference, `${type} configuration`);
        for (const method of methods) {
          const { data = {} } = await deployment.vault.request("GET", `auth/${method.path}/config`);
          const wrong = settingDifferences(compared({ ...defaults, ...said(method) }), compared(data));
          if (wrong.length) throw new Violation(`auth/${method.path}/config: ${wrong.join("; ")}`);
        }
        return methods.map(({ path }) => `auth/${path}/config`).join(", ");
      },
    },
  ];
}
