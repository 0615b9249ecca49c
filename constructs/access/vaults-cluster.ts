import type { AuthMethodDescription } from "./access-manifest";
import { isApiServerAudience } from "./api-server-audience";

/**
 * The URL of the cluster that Vault runs in, by where its own service account is to review tokens: where one is reached as
 * pods of it do, that one; otherwise the first.
 */
export function vaultsCluster(authMethods: readonly AuthMethodDescription[]): string | undefined {
  const hosts = authMethods.flatMap(({ cluster }) =>
    cluster?.reviewer === "vault-service-account" ? cluster.host : [],
  );
  return hosts.find(isApiServerAudience) ?? hosts[0];
}
