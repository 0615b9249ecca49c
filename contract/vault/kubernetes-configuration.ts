import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "./reference";

/** What Vault knows a cluster by. A rehearsal has another one, once it has seen that the stack's is the described one. */
const CLUSTER = ["kubernetes_host", "kubernetes_ca_cert", "token_reviewer_jwt_set"];

/** How Vault asks clusters whose tokens are: as described, and otherwise as it does when nothing is said. */
export function clustersAskedAsDescribed({ about, access, deployment }: Context): Check[] {
  const methods = access.authMethods.filter(({ type, imported }) => type === "kubernetes" && !imported);
  if (!methods.length) return [];
  return [
    {
      id: "clusters-asked-as-described",
      kind: "also",
      says: "clusters asked as described",
      about,
      harm: "nothing",
      needs: ["root of Vault", "Vault before the apply"],
      attempt: async () => {
        const defaults = defaultsOf(deployment.vaultBefore.reference, "kubernetes configuration");
        for (const { path, cluster } of methods) {
          const { data = {} } = await deployment.vault.request("GET", `auth/${path}/config`);
          const expected = {
            ...defaults,
            // The token review checks the issuer.
            disable_iss_validation: true,
            disable_local_ca_jwt: cluster?.reviewer !== "vault-service-account",
          };
          const wrong = settingDifferences(withoutCluster(expected), withoutCluster(data));
          if (wrong.length) throw new Violation(`auth/${path}/config: ${wrong.join("; ")}`);
        }
        return methods.map(({ path }) => `auth/${path}/config`).join(", ");
      },
    },
  ];
}

function withoutCluster(settings: Settings): Settings {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !CLUSTER.includes(name)));
}
