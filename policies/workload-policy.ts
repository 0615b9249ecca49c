import { PolicyDocument } from "./policy-document";

/**
 * What a workload may do, and no more: read credentials of its roles, renew and revoke their leases, and look at,
 * renew and give back its own token. Leases are renewed and revoked by the `lease_id` in a request's body, which
 * Vault can check; the forms with the lease in the path, and the old `sys/renew` and `sys/revoke`, stay refused.
 *
 * @param reads the paths of its roles: `database/creds/app-readonly`
 * @see Vault documentation, "Policies", "Fine-grained control"
 */
export function workloadPolicy(reads: readonly string[]): PolicyDocument {
  const document = new PolicyDocument()
    .allow("auth/token/lookup-self", ["read"])
    .allow("auth/token/renew-self", ["update"])
    .allow("auth/token/revoke-self", ["update"]);
  for (const path of reads) {
    const ownLeases = [`${path}/*`];
    document
      .allow(path, ["read"])
      .allow("sys/leases/renew", ["update"], { allowedParameters: { lease_id: ownLeases, increment: [] } })
      .allow("sys/leases/revoke", ["update"], { allowedParameters: { lease_id: ownLeases, sync: [] } });
  }
  return document;
}
